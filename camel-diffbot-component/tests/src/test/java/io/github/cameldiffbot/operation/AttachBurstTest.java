/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.Fault;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Messages at the same moment with onExisting=attach create each job once")
class AttachBurstTest extends RunTestSupport {

    private static final Logger LOG = LoggerFactory.getLogger(AttachBurstTest.class);

    private static final int MESSAGES = 100;
    private static final String ATTACH = "diffbot:bulk?onExisting=attach";

    private static final Duration LOOKUP = Duration.ofMillis(100);

    private final ExecutorService threads = Executors.newFixedThreadPool(MESSAGES);

    @BeforeEach
    void delay() {
        // so that the lookups overlap
        sandbox().fail(Fault.on("/v3/bulk").method("GET").delay(LOOKUP));
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private List<Job> burst(List<String> names) throws Exception {
        CyclicBarrier start = new CyclicBarrier(names.size());
        List<Future<Exchange>> sent = new ArrayList<>();
        for (String name : names) {
            sent.add(threads.submit(() -> {
                start.await();
                return template.send(ATTACH, exchange -> {
                    exchange.getMessage().setBody(pages(1));
                    exchange.getMessage().setHeader(DiffbotConstants.JOB_NAME, name);
                });
            }));
        }
        List<Job> jobs = new ArrayList<>();
        for (Future<Exchange> exchange : sent) {
            assertThat(exchange.get(60, TimeUnit.SECONDS).getException()).isNull();
            jobs.add(exchange.get().getMessage().getBody(Job.class));
        }
        return jobs;
    }

    private static List<String> names() {
        return IntStream.range(0, MESSAGES).mapToObj(i -> "job" + i).toList();
    }

    private static int lookups() {
        return sandbox().requests(request -> request.method().equals("GET")).size();
    }

    /**
     * Checks a number of lookups. On a busy machine the messages do not arrive at the same moment, and the number grows
     * with the time of the burst: one list of jobs and fewer lookups of their own than share a list are made at the
     * same time.
     */
    private static void assertLookups(int lookups, int limit, int atOnce, long begun) {
        long rounds = Duration.ofNanos(System.nanoTime() - begun).dividedBy(LOOKUP) + 1;
        assertThat(lookups).isLessThanOrEqualTo((int) Math.max(limit, atOnce * rounds));
    }

    @Test
    @DisplayName("100 existing jobs: few calls instead of 100, also after 100 new names, and none is created twice")
    void existing() throws Exception {
        long begun = System.nanoTime();
        burst(names());
        int ofNew = lookups();
        // each name is looked up alone, too
        assertLookups(ofNew - MESSAGES, MESSAGES / 2, 1, begun);

        begun = System.nanoTime();
        burst(names());
        int afterNew = lookups() - ofNew;
        assertLookups(afterNew, MESSAGES / 2, 16, begun);

        begun = System.nanoTime();
        List<Job> jobs = burst(names());
        int ofExisting = lookups() - ofNew - afterNew;
        assertLookups(ofExisting, MESSAGES / 4, 4, begun);

        LOG.info("{} messages: {} lookups of new names, then {} and {} of existing ones", MESSAGES, ofNew, afterNew,
                ofExisting);
        assertThat(jobs).extracting(Job::getName).containsExactlyElementsOf(names());
        assertThat(submissions()).isEqualTo(MESSAGES);
    }

    @Test
    @DisplayName("A job that another application deleted after the last list is created")
    void deletedElsewhere() throws Exception {
        burst(names());
        burst(names());
        delete("job7");

        burst(names());

        assertThat(submissions()).isEqualTo(MESSAGES + 1);
        assertThat(sandbox().requests(request -> "job7".equals(request.param("name")) && request.param("urls") != null))
                .hasSize(2);
    }

    private static void delete(String name) throws Exception {
        URI uri = URI.create(DIFFBOT.baseUrl() + "/bulk?delete=1&name=" + name + "&token=" + DIFFBOT.token());
        HttpResponse<String> response = HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("100 messages for one new name: it is created once")
    void sameName() throws Exception {
        long begun = System.nanoTime();
        burst(names().stream().map(name -> "job").toList());
        LOG.info("{} lookups of one new name", lookups());

        assertThat(submissions()).isEqualTo(1);
        assertLookups(lookups(), MESSAGES / 4, 4, begun);
    }
}
