/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import io.github.cameldiffbot.sandbox.internal.account.LedgerEntry;
import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import org.jspecify.annotations.Nullable;

/**
 * Records each change of a job, so that the jobs survive the end of the process. The job is locked during a call, and
 * shows the change only afterwards.
 */
public interface JobLog {

    /** Records nothing. */
    JobLog NONE = new JobLog() {
    };

    /**
     * Records submitted URLs together with the state after the change.
     *
     * @param change passes the URLs to the job; called once
     */
    default void submitted(Job job, UrlList urls, Runnable change) {
        change.run();
    }

    /** Records a change of anything but URLs and data. */
    default void changed(Job job) {
    }

    /** Records that the data was discarded, and the state after it. */
    default void restarted(Job job) {
    }

    /** Records that the data was replaced, and the state after it. */
    default void filled(Job job) {
    }

    /**
     * Records the outcome of a page.
     *
     * @param charged the entry of the ledger with the page, or null if it cost nothing
     */
    default void completed(Job job, PageOutcome outcome, @Nullable LedgerEntry charged) {
    }

    /** Records that the job was deleted. */
    default void deleted(Job job) {
    }
}
