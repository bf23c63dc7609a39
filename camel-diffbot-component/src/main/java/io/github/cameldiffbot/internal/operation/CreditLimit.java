/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.util.function.Function;
import java.util.function.Supplier;

import io.github.cameldiffbot.error.DiffbotCreditLimitException;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.AccountCache;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * Rejects submissions that can cost more credits than the options {@code maxCredits} and {@code reserveCredits} allow,
 * before they are sent.
 */
final class CreditLimit {

    private final String operation;
    private final long maxCredits;
    private final long reserve;
    private final AccountCache account;
    // the cost with one page, if the URLs are counted while they are sent
    private @Nullable JobCost uncounted;
    private AccountCache.@Nullable Promise promise;

    CreditLimit(String operation, OperationSettings settings, AccountCache account) {
        this.operation = operation;
        this.maxCredits = settings.maxCredits();
        this.reserve = settings.reserveCredits();
        this.account = account;
    }

    /**
     * Checks a new job. URLs that can be read only once are counted while they are sent; the request is cut off before
     * the first one beyond the limit, and nothing is submitted.
     *
     * @throws DiffbotCreditLimitException if it can cost more
     */
    void checkNew(JobSubmission form) {
        if (maxCredits > 0 || reserve > 0) {
            check(form, JobCost.ofNew(form.type(), form.requestedSettings(), countable(form)));
        }
    }

    /**
     * Checks a change like {@link #checkNew}.
     */
    void checkUpdate(JobSubmission form, Job before, FormParameters changes) {
        if (maxCredits > 0 || reserve > 0) {
            check(form, JobCost.ofUpdate(before, changes, countable(form)));
        }
    }

    /**
     * Checks a restart or a round of an existing job like {@link #checkNew}.
     *
     * @param read reads the job, if there is a limit
     */
    void checkAgain(Supplier<Job> read, Function<Job, JobCost> cost) {
        if (maxCredits > 0 || reserve > 0) {
            Job job = read.get();
            check(job.getName(), cost.apply(job));
        }
    }

    /**
     * Checks a cost against {@code maxCredits}.
     */
    void checkMax(String job, JobCost cost) {
        if (maxCredits > 0 && cost.credits() > maxCredits) {
            throw exceeded(job, cost, "the option maxCredits allows " + maxCredits, "raise", "maxCredits");
        }
    }

    // the account comes last, because reading it can take a call
    private long check(String job, JobCost cost) {
        checkMax(job, cost);
        promise = reserve > 0 ? account.promise(cost.credits(), reserve) : null;
        long left = promise == null ? Long.MAX_VALUE : promise.left();
        if (promise != null && !promise.granted()) {
            throw beyondReserve(job, cost, left);
        }
        return left;
    }

    private void check(JobSubmission form, JobCost cost) {
        long left = check(form.name(), cost);
        if (form.type() == JobType.bulk && form.hasUrls() && form.knownUrls() < 0) {
            uncounted = cost;
            form.limitUrls(cost.pagesFor(Math.min(maxCredits > 0 ? maxCredits : Long.MAX_VALUE, left - reserve)), urls -> {
                checkMax(form.name(), cost.withPages(urls));
                return beyondReserve(form.name(), cost.withPages(urls), left);
            });
        }
    }

    /**
     * Sends a checked submission. If it was certainly not carried out, a redelivery has its credits again.
     */
    Job send(JobSubmission form, Supplier<Job> call) {
        Job job = send(call);
        if (promise != null && uncounted != null) {
            account.recordUse(uncounted.withPages(form.urlCount()).credits() - uncounted.credits());
        }
        return job;
    }

    /**
     * Sends a checked restart or round, like a submission.
     */
    Job send(Supplier<Job> call) {
        try {
            return call.get();
        } catch (DiffbotOutcomeUnknownException e) {
            throw e;
        } catch (RuntimeException e) {
            if (promise != null) {
                account.release(promise);
            }
            throw e;
        }
    }

    // without a number, at least one
    private static long countable(JobSubmission form) {
        return !form.hasUrls() ? 0 : Math.max(1, form.knownUrls());
    }

    private DiffbotCreditLimitException beyondReserve(String job, JobCost cost, long left) {
        return exceeded(job, cost, "the account has " + left + " left, of which the option reserveCredits keeps " + reserve,
                "lower", "reserveCredits");
    }

    private DiffbotCreditLimitException exceeded(String job, JobCost cost, String limit, String change, String option) {
        String rest = ", and " + limit + ". Nothing was submitted";
        if (cost.rounds() == JobCost.UNLIMITED) {
            return exception(job, "it repeats without a limit" + rest, "Set maxRounds, or " + option + "=0");
        }
        if (cost.pages() == JobCost.UNLIMITED) {
            return exception(job, "nothing limits its pages" + rest,
                    "For a crawl set maxToProcess. A restart of a bulk job, and a change that raises the cost of its earlier"
                                                                     + " URLs, need " + option + "=0");
        }
        return exception(job, "it can cost " + cost.credits() + " credits (" + cost.pages() + " pages"
                              + (cost.rounds() > 1 ? " in each of " + cost.rounds() + " rounds" : "")
                              + (cost.perPage() > 1 ? ", " + cost.perPage() + " credits a page through proxies" : "")
                              + ")" + rest,
                "Submit fewer pages (for a crawl lower maxToProcess), or " + change + " " + option);
    }

    private DiffbotCreditLimitException exception(String job, String description, String action) {
        return new DiffbotCreditLimitException(ErrorDetails.of(operation, job, description, action));
    }
}
