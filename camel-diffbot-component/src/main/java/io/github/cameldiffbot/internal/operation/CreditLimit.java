/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import io.github.cameldiffbot.error.DiffbotCreditLimitException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;

/**
 * Rejects submissions that can cost more credits than the option {@code maxCredits} allows, before they are sent.
 */
final class CreditLimit {

    private final String operation;
    private final long maxCredits;

    /**
     * @param maxCredits 0 for no limit
     */
    CreditLimit(String operation, long maxCredits) {
        this.operation = operation;
        this.maxCredits = maxCredits;
    }

    /**
     * Checks a new job. URLs that can be read only once are counted while they are sent; the request is cut off at the
     * first one beyond the limit, and nothing is submitted.
     *
     * @throws DiffbotCreditLimitException if it can cost more
     */
    void checkNew(JobSubmission form, FormParameters settings) {
        if (maxCredits > 0) {
            check(form, JobCost.ofNew(form.type(), settings, countable(form)));
        }
    }

    /**
     * Checks a change like {@link #checkNew}.
     */
    void checkUpdate(JobSubmission form, Job before, FormParameters changes) {
        if (maxCredits > 0) {
            check(form, JobCost.ofUpdate(before, changes, countable(form)));
        }
    }

    /**
     * Checks a cost.
     */
    void check(String name, JobCost cost) {
        if (maxCredits > 0 && cost.credits() > maxCredits) {
            throw exceeded(name, cost);
        }
    }

    private void check(JobSubmission form, JobCost cost) {
        check(form.name(), cost);
        if (form.type() == JobType.bulk) {
            form.limitUrls(cost.pagesFor(maxCredits),
                    urls -> exceeded(form.name(), new JobCost(cost.perPage(), cost.rounds(), urls)));
        }
    }

    // without a number, at least one
    private static long countable(JobSubmission form) {
        return !form.hasUrls() ? 0 : Math.max(1, form.knownUrls());
    }

    private DiffbotCreditLimitException exceeded(String name, JobCost cost) {
        String max = "the option maxCredits allows " + maxCredits + ". Nothing was submitted";
        if (cost.rounds() == JobCost.UNLIMITED) {
            return exception(name, "it repeats without a limit, and " + max, "Set maxRounds, or maxCredits=0 for no limit");
        }
        if (cost.pages() == JobCost.UNLIMITED) {
            return exception(name, "nothing limits its pages, and " + max,
                    "For a crawl set maxToProcess; a change of a bulk job that also raises the cost of its earlier URLs"
                                                                           + " needs maxCredits=0");
        }
        return exception(name, "it can cost " + cost.credits() + " credits (" + cost.pages() + " pages"
                               + (cost.rounds() > 1 ? " in each of " + cost.rounds() + " rounds" : "")
                               + (cost.perPage() > 1 ? ", " + cost.perPage() + " credits a page through proxies" : "")
                               + "), and " + max,
                "Submit fewer pages (for a crawl lower maxToProcess), or raise maxCredits");
    }

    private DiffbotCreditLimitException exception(String name, String description, String action) {
        return new DiffbotCreditLimitException(ErrorDetails.of(operation, name, description, action));
    }
}
