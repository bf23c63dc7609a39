/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.EnumSet;
import java.util.Set;

import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * The uses of an endpoint in which an option has an effect.
 */
enum OptionScope {

    EVERYWHERE(EnumSet.allOf(DiffbotOperations.class), EnumSet.allOf(Fetch.class), true, true, null, "everything"),
    PRODUCERS(EnumSet.allOf(DiffbotOperations.class), "producers"),
    SUBMISSIONS(submitting(), "the operations create, update and run"),
    BULK_SUBMISSIONS(submitting(), none(), false, false, JobType.bulk, "the operations create, update and run of bulk jobs"),
    CRAWL_SUBMISSIONS(submitting(), none(), false, false, JobType.crawl, "the operations create, update and run of crawls"),
    BUDGETS(paid(), none(), true, false, null,
            "consumers, and the operations create, update, run, restart and startRound"),
    PAID(paid(), "the operations create, update, run, restart and startRound"),
    CREATIONS(EnumSet.of(DiffbotOperations.create, DiffbotOperations.run), "the operations create and run"),
    CLAIMS(EnumSet.of(DiffbotOperations.create, DiffbotOperations.run), none(), true, true, null,
           "consumers, webhooks, and the operations create and run"),
    WAITS(EnumSet.of(DiffbotOperations.run, DiffbotOperations.await), "the operations run and await"),
    WAITS_AND_PERMITS(EnumSet.of(DiffbotOperations.run, DiffbotOperations.await),
                      "the operations run and await, and create with the component's maxActiveJobs") {
        @Override
        boolean covers(EndpointUse use) {
            return super.covers(use) || use.operation() == DiffbotOperations.create && use.permits();
        }
    },
    FETCHES(EnumSet.of(DiffbotOperations.run, DiffbotOperations.await), none(), true, true, null,
            "consumers, and the operations run and await"),
    CONTEXTS(EnumSet.of(DiffbotOperations.create, DiffbotOperations.update, DiffbotOperations.run, DiffbotOperations.restart,
            DiffbotOperations.delete, DiffbotOperations.await),
             none(), true, true, null,
             "consumers, webhooks, and the operations create, update, run, restart, delete and await"),
    LISTS(EnumSet.of(DiffbotOperations.list), "the operation list"),
    URL_REPORTS(EnumSet.of(DiffbotOperations.urlReport), EnumSet.of(Fetch.urlReport), false, false, null,
                "the operation urlReport, and for fetch=urlReport"),
    SEARCHES(EnumSet.of(DiffbotOperations.search), "the operation search"),
    DOWNLOADS(EnumSet.of(DiffbotOperations.data, DiffbotOperations.urlReport), EnumSet.of(Fetch.data, Fetch.urlReport), false,
              false, null, "the operations data and urlReport, and for fetch=data or urlReport"),
    READS(EnumSet.of(DiffbotOperations.data, DiffbotOperations.urlReport, DiffbotOperations.search),
          EnumSet.of(Fetch.data, Fetch.urlReport), false, false, null,
          "the operations data, urlReport and search, and for fetch=data or urlReport"),
    DATA(EnumSet.of(DiffbotOperations.data), EnumSet.of(Fetch.data), false, false, null,
         "the operation data, and for fetch=data"),
    RECORDS(EnumSet.of(DiffbotOperations.data, DiffbotOperations.search), EnumSet.of(Fetch.data), false, false, null,
            "the operations data and search, and for fetch=data"),
    CONSUMERS(EnumSet.noneOf(DiffbotOperations.class), none(), true, true, null, "consumers and webhooks"),
    POLLS(EnumSet.noneOf(DiffbotOperations.class), none(), true, false, null, "consumers");

    private final Set<DiffbotOperations> operations;
    private final Set<Fetch> fetches;
    private final boolean consumer;
    private final boolean webhook;
    private final @Nullable JobType type;
    private final String text;

    OptionScope(Set<DiffbotOperations> operations, String text) {
        this(operations, none(), false, false, null, text);
    }

    /**
     * @param fetches the values of an option fetch with an effect that are in the scope, too
     * @param type    the only job type; null for any
     */
    OptionScope(Set<DiffbotOperations> operations, Set<Fetch> fetches, boolean consumer, boolean webhook,
                @Nullable JobType type,
                String text) {
        this.operations = operations;
        this.fetches = fetches;
        this.consumer = consumer;
        this.webhook = webhook;
        this.type = type;
        this.text = text;
    }

    private static Set<DiffbotOperations> submitting() {
        return EnumSet.of(DiffbotOperations.create, DiffbotOperations.update, DiffbotOperations.run);
    }

    private static Set<DiffbotOperations> paid() {
        Set<DiffbotOperations> paid = submitting();
        paid.addAll(EnumSet.of(DiffbotOperations.restart, DiffbotOperations.startRound));
        return paid;
    }

    private static Set<Fetch> none() {
        return EnumSet.noneOf(Fetch.class);
    }

    boolean covers(EndpointUse use) {
        boolean byFetch = use.isFetching() && fetches.contains(use.fetch());
        return byFetch || switch (use.role()) {
            case consumer -> consumer;
            case webhook -> webhook;
            case producer -> isOfProducers() && (use.operation() == null || operations.contains(use.operation()))
                    && (type == null || use.type() == JobType.job || use.type() == type);
        };
    }

    private boolean isOfProducers() {
        return !operations.isEmpty() || !fetches.isEmpty();
    }

    /**
     * Returns the property of a use outside the scope that makes the option ineffective, such as {@code
     * operation=create}.
     */
    String obstacle(EndpointUse use) {
        if (use.isFetching() && !fetches.isEmpty()) {
            return "fetch=" + use.fetch();
        }
        if (use.role() != EndpointUse.Role.producer || !isOfProducers()) {
            return "a " + use.role();
        }
        return use.operation() == null || operations.contains(use.operation())
                ? "jobs of type " + use.type() : "operation=" + use.operation();
    }

    /**
     * Returns the name of the scope for messages and the documentation.
     */
    String text() {
        return text;
    }
}
