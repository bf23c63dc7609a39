/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.util.Map;
import java.util.TreeMap;

import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The most that a job can cost is computed")
class JobCostTest {

    private static final long UNLIMITED = JobCost.UNLIMITED;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "bulk  |                                | 7",
            "bulk  | useProxies=1                   | 14",
            "bulk  | apiUrl=http://d/article?proxy=a:1 | 14",
            "bulk  | apiUrl=http://d/article?useProx%79 | 14",
            "bulk  | apiUrl=http://d/article?x=%zz&%zz  | 14",
            "bulk  | apiUrl=http://d/article?fields=proxy | 7",
            "bulk  | repeat=1;maxRounds=3           | 21",
            "bulk  | repeat=0;maxRounds=3           | 7",
            "bulk  | repeat=1                       | unlimited",
            "bulk  | repeat=1;maxRounds=0           | unlimited",
            "bulk  | maxToProcess=2                 | 7",
            "crawl |                                | 100000",
            "crawl | maxToProcess=50                | 50",
            "crawl | maxToProcess=0                 | unlimited",
            "crawl | maxToProcess=-1                | unlimited",
            "crawl | maxToProcess=many              | unlimited",
            "crawl | maxToProcess=50;useProxies=1   | 100",
            "crawl | maxToProcess=50;useProxies=1;repeat=7;maxRounds=4 | 400",
            "crawl | repeat=7                       | unlimited",
            "crawl | maxToProcess=9000000000000000000;useProxies=1 | unlimited" })
    @DisplayName("A new job costs its pages in each of its rounds, and twice as much through proxies")
    void newJob(JobType type, String settings, String credits) {
        assertThat(text(JobCost.ofNew(type, form(settings), 7))).isEqualTo(credits);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "bulk  |                         |                  | 7",
            "bulk  | useProxies=1            |                  | 14",
            "bulk  | useProxies=1            | useProxies=0     | 7",
            "bulk  |                         | useProxies=1     | unlimited",
            "bulk  |                         | repeat=1         | unlimited",
            "bulk  | repeat=1;maxRounds=2    |                  | 14",
            "bulk  | repeat=1;maxRounds=2    | maxRounds=3      | unlimited",
            "bulk  | repeat=1;maxRounds=3    | maxRounds=2      | 14",
            "bulk  | repeat=1                | maxRounds=2      | 14",
            "bulk  | repeat=1                |                  | unlimited",
            "crawl | maxToProcess=50         |                  | 50",
            "crawl | maxToProcess=50         | maxToProcess=60  | 60",
            "crawl | maxToProcess=50         | useProxies=1     | 100",
            "crawl | maxToProcess=50;repeat=1 | maxRounds=4     | 200",
            "crawl | maxToProcess=50         | repeat=1         | unlimited" })
    @DisplayName("A change of a bulk job costs what it adds, and has no limit where it raises the cost of earlier URLs")
    void change(JobType type, String before, String changes, String credits) {
        Map<String, Object> members = new TreeMap<>(Map.of("name", "j", "type", type.name()));
        form(before).forEach(members::put);

        assertThat(text(JobCost.ofUpdate(Job.of(members), form(changes), 7))).isEqualTo(credits);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "bulk  |                                            | unlimited | unlimited",
            "bulk  | repeat=1;maxRounds=2                       | unlimited | unlimited",
            "crawl | maxToProcess=50                            | 50        | 50",
            "crawl |                                            | 100000    | 100000",
            "crawl | maxToProcess=-1                            | unlimited | unlimited",
            "crawl | maxToProcess=50;useProxies=1               | 100       | 100",
            "crawl | maxToProcess=50;repeat=7;maxRounds=4       | 200       | 50",
            "crawl | maxToProcess=50;repeat=7                   | unlimited | 50" })
    @DisplayName("A restart of a crawl costs all of it again, a round its pages; the URLs of a bulk job are unknown")
    void again(JobType type, String settings, String restart, String round) {
        Map<String, Object> members = new TreeMap<>(Map.of("name", "j", "type", type.name()));
        form(settings).forEach(members::put);

        assertThat(text(JobCost.ofRestart(Job.of(members)))).isEqualTo(restart);
        assertThat(text(JobCost.ofRound(Job.of(members)))).isEqualTo(round);
    }

    @Test
    @DisplayName("A limit of credits allows as many URLs as it can pay in all rounds")
    void pagesForCredits() {
        assertThat(new JobCost(2, 3, 1).pagesFor(100)).isEqualTo(16);
        assertThat(new JobCost(1, UNLIMITED, 1).pagesFor(100)).isZero();
    }

    private static FormParameters form(String settings) {
        FormParameters form = new FormParameters();
        if (settings != null) {
            for (String setting : settings.split(";")) {
                String[] parts = setting.split("=", 2);
                form.put(parts[0], parts[1]);
            }
        }
        return form;
    }

    private static String text(JobCost cost) {
        return cost.credits() == UNLIMITED ? "unlimited" : Long.toString(cost.credits());
    }
}
