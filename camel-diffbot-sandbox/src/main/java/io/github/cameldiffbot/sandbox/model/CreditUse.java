/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.model;

import java.time.LocalDate;

/**
 * The credits that a job, or single Extract calls, used on a day.
 *
 * @param date        by the sandbox's clock, in UTC
 * @param job         name of the job; empty for single Extract calls
 * @param type        {@code bulk}, {@code crawl} or {@code extract}
 * @param credits     one per page that was processed with success, two with a proxy
 * @param extractions number of these pages
 * @param proxies     number of these pages that were fetched with a proxy
 */
public record CreditUse(LocalDate date, String job, String type, long credits, long extractions, long proxies) {

    /** Returns this use and one more page. */
    public CreditUse plusPage(boolean proxy) {
        return new CreditUse(
                date, job, type, credits + (proxy ? 2 : 1), extractions + 1, proxies + (proxy ? 1 : 0));
    }
}
