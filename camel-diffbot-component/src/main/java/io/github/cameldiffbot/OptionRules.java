/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.cameldiffbot.data.DataFormat;
import io.github.cameldiffbot.internal.request.JobSetting;
import io.github.cameldiffbot.internal.watch.EventSelection;
import io.github.cameldiffbot.job.JobEventType;
import org.jspecify.annotations.Nullable;

import static io.github.cameldiffbot.OptionScope.CONSUMERS;
import static io.github.cameldiffbot.OptionScope.DATA;
import static io.github.cameldiffbot.OptionScope.DOWNLOADS;
import static io.github.cameldiffbot.OptionScope.EVERYWHERE;
import static io.github.cameldiffbot.OptionScope.POLLS;
import static io.github.cameldiffbot.OptionScope.PRODUCERS;
import static io.github.cameldiffbot.OptionScope.READS;
import static io.github.cameldiffbot.OptionScope.RECORDS;
import static io.github.cameldiffbot.OptionScope.SUBMISSIONS;
import static io.github.cameldiffbot.OptionScope.WAITS;

/**
 * The table of options that can be combined. An endpoint option without an effect is an error. A component option is an
 * error only where its missing effect loses data or costs credits.
 */
final class OptionRules {

    private static final Map<String, OptionScope> SCOPES = new LinkedHashMap<>();

    private static final Set<OptionScope> SUBMITTING = EnumSet.of(
            SUBMISSIONS, OptionScope.BUDGETS, OptionScope.PAID, OptionScope.BULK_SUBMISSIONS, OptionScope.CRAWL_SUBMISSIONS,
            OptionScope.CREATIONS, OptionScope.CLAIMS);

    static {
        scope(EVERYWHERE, "token", "baseUrl", "validateName", "webhookVerifyToken", "bridgeErrorHandler", "exceptionHandler",
                "exchangePattern", "lazyStartProducer");
        scope(PRODUCERS, "operation");
        scope(OptionScope.CREATIONS, "onExisting");
        scope(OptionScope.CLAIMS, "claimRepository");
        scope(SUBMISSIONS, "onBadUrl", "allowNestedUrls", "maxUrls", "carry", "dryRun",
                "settings",
                "allowedMessageSettings");
        for (JobSetting setting : JobSetting.values()) {
            scope(setting.isCrawlOnly() ? OptionScope.CRAWL_SUBMISSIONS : SUBMISSIONS, setting.name());
        }
        scope(OptionScope.BUDGETS, "maxCredits");
        scope(OptionScope.PAID, "reserveCredits");
        scope(OptionScope.BULK_SUBMISSIONS, "urls");
        scope(OptionScope.CRAWL_SUBMISSIONS, "seeds");
        scope(OptionScope.WAITS_AND_PERMITS, "timeout");
        scope(WAITS, "onTimeout", "onStop", "failOnPause");
        scope(OptionScope.FETCHES, "fetch");
        scope(OptionScope.LISTS, "status");
        scope(OptionScope.URL_REPORTS, "urlStatus");
        scope(OptionScope.SEARCHES, "query");
        scope(DOWNLOADS, "raw", "localWorkDirectory");
        scope(OptionScope.CONTEXTS, "contextRepository");
        scope(READS, "num", "maxRecords", "groupSize", "maxDownloadSize", "keepToken");
        scope(DATA, "format", "failOnMissingRecords", "incremental", "lookbackWindow", "stateRepository");
        scope(RECORDS, "unique", "recordType", "onBadRecord", "objectMapper", "maxRecordSize");
        scope(CONSUMERS, "events", "deleteAfterCompletion", "idempotentRepository", "idempotentKey");
        scope(POLLS, "startFrom", "retention", "maxMessagesPerPoll", "sendEmptyMessageWhenIdle", "pollStrategy",
                "delay", "initialDelay", "timeUnit", "useFixedDelay", "greedy", "repeatCount", "runLoggingLevel", "scheduler",
                "schedulerProperties", "scheduledExecutorService", "startScheduler", "backoffMultiplier",
                "backoffIdleThreshold", "backoffErrorThreshold");
    }

    private static final Predicate<EndpointUse> RAW = use -> use.options().isRaw() && DOWNLOADS.covers(use);
    private static final Predicate<EndpointUse> CSV = use -> use.format() == DataFormat.csv && DATA.covers(use);
    private static final Predicate<EndpointUse> LINES = use -> use.format() == DataFormat.jsonl && DATA.covers(use);
    private static final Predicate<EndpointUse> NUM = use -> use.num() != null && READS.covers(use);
    private static final Predicate<EndpointUse> LIMITED = use -> use.options().getMaxRecords() > 0 && READS.covers(use);
    private static final String UNORDERED
            = "Diffbot guarantees no order, so records beyond that number would never be read";
    private static final String UNREAD = "a job is deleted only after all its results were read";
    private static final String UNCOUNTED = "the expected number of records is then unknown";
    private static final String RECORDS_ONLY = "it applies to single records only";
    private static final String TEXT_ONLY = "a line is the JSON of a record";
    private static final String OVERRIDDEN = "the regular expression overrides the pattern";

    /**
     * Combinations that are errors on the endpoint and on the component, because their purpose would silently fail.
     */
    private static final List<Pair> CONFLICTS = List.of(
            new Pair("incremental", "num", use -> use.options().isIncremental() && NUM.test(use), UNORDERED),
            new Pair("incremental", "maxRecords", use -> use.options().isIncremental() && LIMITED.test(use), UNORDERED),
            new Pair("incremental", "format=csv", use -> use.options().isIncremental() && CSV.test(use), RECORDS_ONLY),
            new Pair("incremental", "raw=true", use -> use.options().isIncremental() && RAW.test(use), RECORDS_ONLY),
            new Pair("failOnMissingRecords", "num", use -> use.options().isFailOnMissingRecords() && NUM.test(use), UNCOUNTED),
            new Pair(
                    "failOnMissingRecords", "maxRecords", use -> use.options().isFailOnMissingRecords() && LIMITED.test(use),
                    UNCOUNTED),
            new Pair(
                    "failOnMissingRecords", "raw=true", use -> use.options().isFailOnMissingRecords() && RAW.test(use),
                    RECORDS_ONLY),
            new Pair(
                    "maxRecords", "raw=true", use -> LIMITED.test(use) && RAW.test(use),
                    "a raw download is passed as a whole. The option num requests fewer records"),
            new Pair(
                    "raw", "format=jsonl", use -> LINES.test(use) && RAW.test(use),
                    "Diffbot sends an array. Without raw, the body converts to an InputStream of lines"),
            new Pair(
                    "urlStatus", "raw=true",
                    use -> use.options().getUrlStatus() != null && OptionScope.URL_REPORTS.covers(use) && RAW.test(use),
                    "a raw URL report is passed as a whole"),
            new Pair(
                    "deleteAfterCompletion", "events", OptionRules::deletesWithoutEnd,
                    "without completed or failed, no job would be deleted"),
            new Pair("deleteAfterCompletion", "num", use -> deletes(use) && NUM.test(use), UNREAD),
            new Pair("deleteAfterCompletion", "maxRecords", use -> deletes(use) && LIMITED.test(use), UNREAD));

    /**
     * Combinations in which the first option has no effect. An error if the endpoint itself sets it.
     */
    private static final List<Pair> IDLE = Stream.concat(
            Stream.of("unique", "recordType", "onBadRecord", "objectMapper", "maxRecordSize")
                    .flatMap(option -> Stream.of(
                            new Pair(option, "raw=true", RAW, RECORDS_ONLY),
                            new Pair(option, "format=csv", CSV, RECORDS_ONLY))),
            Stream.of(
                    new Pair("recordType", "format=jsonl", LINES, TEXT_ONLY),
                    new Pair("groupSize", "raw=true", RAW, RECORDS_ONLY),
                    new Pair("urlCrawlPattern", "urlCrawlRegEx", use -> use.options().getUrlCrawlRegEx() != null, OVERRIDDEN),
                    new Pair(
                            "urlProcessPattern", "urlProcessRegEx", use -> use.options().getUrlProcessRegEx() != null,
                            OVERRIDDEN),
                    new Pair(
                            "onTimeout", "timeout=0 or -1", use -> use.options().getTimeout() <= 0,
                            "a wait without a limit has no timeout"),
                    new Pair("fetch", "events=deleted", OptionRules::isAboutDeletedJobs, "a deleted job has no results")))
            .toList();

    /**
     * Options without an effect unless another one is set. An error if the endpoint itself sets the first.
     */
    private static final List<Pair> DEPENDENT = List.of(
            new Pair(
                    "maxCredits", "events=overBudget", OptionRules::isWithoutBudgetEvent,
                    "a consumer delivers only that event for it"),
            new Pair(
                    "events=overBudget", "maxCredits", true, OptionRules::isWithoutBudget,
                    "a job is never beyond a limit that is not set"),
            new Pair(
                    "events=expiring", "retention", true, OptionRules::isWithoutRetention,
                    "with retention=0 it is unknown when Diffbot deletes the results"),
            new Pair(
                    "events=expiring", "events=completion", true, OptionRules::warnsWithoutEnd,
                    "it warns of ends that the same consumer has not handled"),
            new Pair(
                    "idempotentKey", "idempotentRepository", use -> use.options().getIdempotentRepository() == null,
                    "it is the key in that repository"),
            new Pair(
                    "claimRepository", "idempotentRepository", OptionRules::claimsWithoutMemory,
                    "after the claim of an event is released, the next node would handle the event again"),
            new Pair(
                    "lookbackWindow", "incremental=true", use -> !use.options().isIncremental(),
                    "only incremental reads use it"),
            new Pair(
                    "stateRepository", "incremental=true", use -> !use.options().isIncremental(),
                    "only incremental reads use it"));

    /**
     * Two options.
     *
     * @param first   the option without an effect
     * @param second  the other option, with its value if that matters
     * @param always  whether it is an error on the component, too
     * @param holds   whether the pair applies
     * @param because the reason, as a clause
     */
    record Pair(String first, String second, boolean always, Predicate<EndpointUse> holds, String because) {

        Pair(String first, String second, Predicate<EndpointUse> holds, String because) {
            this(first, second, false, holds, because);
        }
    }

    private OptionRules() {
    }

    private static void scope(OptionScope scope, String... options) {
        for (String option : options) {
            SCOPES.put(option, scope);
        }
    }

    /**
     * Checks the options of an endpoint.
     *
     * @param  set                      the options that the endpoint itself sets to another value than their default
     * @throws IllegalArgumentException if one of them has no effect or contradicts another one
     */
    static void check(Set<String> set, EndpointUse use) {
        for (String option : set) {
            OptionScope scope = SCOPES.get(option);
            if (scope != null && !scope.covers(use)) {
                throw new IllegalArgumentException(
                        "Option " + option + " has no effect with " + scope.obstacle(use) + ": it is for " + scope.text()
                                                   + ". Remove it or change the other one"
                                                   + EndpointUri.hint(option, use.options()));
            }
        }
        checkConflicts(use);
        for (Pair pair : IDLE) {
            if (set.contains(pair.first) && pair.holds.test(use)) {
                throw new IllegalArgumentException(
                        "Option " + pair.first + " has no effect with " + pair.second + ": " + pair.because
                                                   + ". Remove one of the two");
            }
        }
        for (Pair pair : DEPENDENT) {
            if ((pair.always || set.contains(pair.first)) && pair.holds.test(use)) {
                throw new IllegalArgumentException(
                        "Option " + pair.first + " has no effect without " + pair.second + ": " + pair.because + ". Set "
                                                   + pair.second + ", or remove " + pair.first);
            }
        }
    }

    /**
     * Checks the combinations that are errors on the endpoint and on the component.
     */
    static void checkConflicts(EndpointUse use) {
        for (Pair pair : CONFLICTS) {
            if (pair.holds.test(use)) {
                throw new IllegalArgumentException(
                        "Options " + pair.first + " and " + pair.second + " cannot be combined: " + pair.because
                                                   + ". Remove one of the two; what the component sets, an endpoint can set"
                                                   + " otherwise");
            }
        }
    }

    /**
     * Returns the name of an option as in the table; null if the table does not have it. Ignores case and hyphens.
     */
    static @Nullable String nameOf(String text) {
        for (String name : SCOPES.keySet()) {
            if (name.equalsIgnoreCase(text.replace("-", "")) || isPart(text, name, name)
                    || name.equals("schedulerProperties") && isPart(text, "scheduler", name)) {
                return name;
            }
        }
        return null;
    }

    // part of a map option, for example settings.maxTags
    private static boolean isPart(String text, String prefix, String name) {
        boolean map = name.equals("settings") || name.equals("customHeaders") || name.equals("schedulerProperties");
        return map && (text.startsWith(prefix + ".") || text.startsWith(prefix + "["));
    }

    private static boolean deletes(EndpointUse use) {
        return use.options().isDeleteAfterCompletion() && use.role() != EndpointUse.Role.producer;
    }

    private static boolean deletesWithoutEnd(EndpointUse use) {
        return deletes(use) && hasNoEnd(use);
    }

    private static boolean hasNoEnd(EndpointUse use) {
        return Collections.disjoint(EventSelection.parse(use.options().getEvents()),
                Set.of(JobEventType.completed, JobEventType.failed));
    }

    private static boolean claimsWithoutMemory(EndpointUse use) {
        return use.role() != EndpointUse.Role.producer && use.options().getIdempotentRepository() == null;
    }

    private static boolean isWithoutBudgetEvent(EndpointUse use) {
        return use.role() == EndpointUse.Role.consumer
                && !EventSelection.parse(use.options().getEvents()).contains(JobEventType.overBudget);
    }

    private static boolean isWithoutBudget(EndpointUse use) {
        return use.role() == EndpointUse.Role.consumer && use.options().getMaxCredits() == 0
                && EventSelection.names(use.options().getEvents(), JobEventType.overBudget);
    }

    private static boolean isWithoutRetention(EndpointUse use) {
        return use.role() == EndpointUse.Role.consumer && use.options().getRetention() == 0
                && EventSelection.names(use.options().getEvents(), JobEventType.expiring);
    }

    private static boolean warnsWithoutEnd(EndpointUse use) {
        return use.role() == EndpointUse.Role.consumer && hasNoEnd(use)
                && EventSelection.names(use.options().getEvents(), JobEventType.expiring);
    }

    private static boolean isAboutDeletedJobs(EndpointUse use) {
        return use.role() != EndpointUse.Role.producer && use.fetch() != Fetch.job
                && EventSelection.parse(use.options().getEvents()).equals(Set.of(JobEventType.deleted));
    }

    /**
     * Returns whether an option applies to operations that create or update jobs.
     */
    static boolean isOfSubmissions(String option) {
        return SUBMITTING.contains(SCOPES.get(option));
    }

    static Map<String, OptionScope> scopes() {
        return Map.copyOf(SCOPES);
    }

    static List<Pair> conflicts() {
        return CONFLICTS;
    }

    static List<Pair> idle() {
        return IDLE;
    }

    static List<Pair> dependent() {
        return DEPENDENT;
    }
}
