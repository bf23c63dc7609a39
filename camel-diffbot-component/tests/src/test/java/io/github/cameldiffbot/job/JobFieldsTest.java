/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Getters return the members of a job")
class JobFieldsTest {

    private static final Map<String, Function<Job, Object>> GETTERS = Map.ofEntries(
            Map.entry("sentJobDoneNotification", Job::isSentJobDoneNotification),
            Map.entry("objectsFound", Job::getObjectsFound),
            Map.entry("urlsHarvested", Job::getUrlsHarvested),
            Map.entry("pageCrawlAttempts", Job::getPageCrawlAttempts),
            Map.entry("pageCrawlSuccesses", Job::getPageCrawlSuccesses),
            Map.entry("pageCrawlSuccessesThisRound", Job::getPageCrawlSuccessesThisRound),
            Map.entry("pageProcessAttempts", Job::getPageProcessAttempts),
            Map.entry("pageProcessSuccesses", Job::getPageProcessSuccesses),
            Map.entry("pageProcessSuccessesThisRound", Job::getPageProcessSuccessesThisRound),
            Map.entry("maxRounds", Job::getMaxRounds),
            Map.entry("repeat", Job::getRepeat),
            Map.entry("crawlDelay", Job::getCrawlDelay),
            Map.entry("obeyRobots", Job::isObeyRobots),
            Map.entry("maxToCrawl", Job::getMaxToCrawl),
            Map.entry("maxToProcess", Job::getMaxToProcess),
            Map.entry("maxToCrawlPerSubdomain", Job::getMaxToCrawlPerSubdomain),
            Map.entry("maxToProcessPerSubdomain", Job::getMaxToProcessPerSubdomain),
            Map.entry("onlyProcessIfNew", Job::isOnlyProcessIfNew),
            Map.entry("seeds", Job::getSeeds),
            Map.entry("roundsCompleted", Job::getRoundsCompleted),
            Map.entry("roundStartTime", Job::getRoundStartTime),
            Map.entry("currentTimeUTC", Job::getCurrentTimeUTC),
            Map.entry("apiUrl", Job::getApiUrl),
            Map.entry("urlCrawlPattern", Job::getUrlCrawlPattern),
            Map.entry("urlCrawlRegEx", Job::getUrlCrawlRegEx),
            Map.entry("urlProcessPattern", Job::getUrlProcessPattern),
            Map.entry("urlProcessRegEx", Job::getUrlProcessRegEx),
            Map.entry("pageProcessPattern", Job::getPageProcessPattern),
            Map.entry("maxHops", Job::getMaxHops),
            Map.entry("downloadJson", Job::getDownloadJson),
            Map.entry("downloadUrls", Job::getDownloadUrls),
            Map.entry("notifyEmail", Job::getNotifyEmail),
            Map.entry("notifyWebhook", Job::getNotifyWebhook),
            Map.entry("useCanonical", Job::isUseCanonical),
            Map.entry("useProxies", Job::isUseProxies),
            Map.entry("seedRecrawlFrequency", Job::getSeedRecrawlFrequency),
            Map.entry("restrictDomain", Job::isRestrictDomain),
            Map.entry("restrictSubdomain", Job::isRestrictSubdomain));

    /** Limits and delays for which Diffbot has no value are -1. */
    private static final Set<String> UNLIMITED = Set.of(
            "maxRounds", "crawlDelay", "maxToCrawl", "maxToProcess", "maxToCrawlPerSubdomain", "maxToProcessPerSubdomain",
            "maxHops", "seedRecrawlFrequency");

    @Test
    @DisplayName("Each getter returns the member of its name, and nothing of the others")
    void eachHasItsGetter() {
        GETTERS.forEach((name, getter) -> {
            Object unset = getter.apply(Job.of(Map.of()));
            Object value = unset instanceof String ? "text of " + name : unset instanceof Boolean ? (Object) 1 : 42;
            Job job = Job.of(Map.of(name, value));

            assertThat(getter.apply(job)).as(name).hasToString(expected(unset, value));
            GETTERS.forEach((other, otherGetter) -> {
                if (!other.equals(name)) {
                    assertThat(otherGetter.apply(job)).as(other).isEqualTo(otherGetter.apply(Job.of(Map.of())));
                }
            });
        });
    }

    private static String expected(Object unset, Object value) {
        if (unset instanceof Boolean) {
            return "true";
        }
        return unset instanceof Double ? "42.0" : value.toString();
    }

    @Test
    @DisplayName("A member that is missing is 0, false or empty, and a limit is -1")
    void missing() {
        Job job = Job.of(Map.of());

        GETTERS.forEach((name, getter) -> {
            Object value = getter.apply(job);
            if (value instanceof Number number) {
                assertThat(number.doubleValue()).as(name).isEqualTo(UNLIMITED.contains(name) ? -1 : 0);
            } else {
                assertThat(value).as(name).isIn(false, "");
            }
        });
    }

    @Test
    @DisplayName("currentTime is read where there is no currentTimeUTC")
    void currentTime() {
        assertThat(Job.of(Map.of("currentTime", 5)).getCurrentTimeUTC()).isEqualTo(5);
        assertThat(Job.of(Map.of("currentTime", 5, "currentTimeUTC", 6)).getCurrentTimeUTC()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
            "1000000, 1000000, 0", "1000000, 1086399, 0", "1000000, 1086400, 1", "1000000, 3592000, 30", "0, 3592000, 0",
            "1000000, 0, 0", "1000000, 999999, 0" })
    @DisplayName("The age of an ended job is full days by Diffbot's clock; that of another one is 0")
    void endedDaysAgo(long ended, long now, long days) {
        assertThat(Jobs.bulk("shop").completed(ended).with("currentTimeUTC", now).job().getEndedDaysAgo()).isEqualTo(days);
    }

    @Test
    @DisplayName("Headers are a map of texts, also where Diffbot reports none")
    void customHeaders() {
        assertThat(Job.of(Map.of("customHeaders", Map.of("X-A", 1))).getCustomHeaders()).containsExactly(Map.entry("X-A", "1"));
        assertThat(Job.of(Map.of("customHeaders", "none")).getCustomHeaders()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "bulk,bulk", "crawl,crawl", "other,job", ",job" })
    @DisplayName("The type of a job is its name; an unknown one includes both")
    void type(String text, JobType type) {
        assertThat(JobType.of(text)).isEqualTo(type);
    }

    @Test
    @DisplayName("Statuses are equal if code and text are")
    void equalStatuses() {
        JobStatus status = new JobStatus(9, "done");

        assertThat(status).isEqualTo(new JobStatus(9, "done")).hasSameHashCodeAs(new JobStatus(9, "done"))
                .isNotEqualTo(new JobStatus(9, "other")).isNotEqualTo(new JobStatus(7, "done")).isNotEqualTo("done");
        assertThat(status.hashCode()).isNotEqualTo(new JobStatus(7, "done").hashCode());
    }

    @Test
    @DisplayName("A text is shortened to 280 characters, and a pair of surrogates stays whole")
    void shortened() {
        assertThat(new JobStatus(7, "x".repeat(281)).getShortMessage()).isEqualTo("x".repeat(277) + "...");
        String pair = "\ud83d\ude00";
        assertThat(new JobStatus(7, "x".repeat(276) + pair.repeat(9)).getShortMessage()).isEqualTo("x".repeat(276) + "...");
        assertThat(new JobStatus(7, "x".repeat(275) + pair.repeat(9)).getShortMessage())
                .isEqualTo("x".repeat(275) + pair + "...");
    }
}
