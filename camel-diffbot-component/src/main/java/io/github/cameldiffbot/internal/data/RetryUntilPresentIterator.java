/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.util.function.Supplier;

import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.internal.data.stream.ForwardingResultIterator;
import org.jspecify.annotations.Nullable;

/**
 * Retries reading a job that must have results until the first result is present. For a while after the end of a job
 * Diffbot can return an empty result, or report that the job does not exist. Nothing is read twice, because retries end
 * with the first result.
 */
public final class RetryUntilPresentIterator<T> extends ForwardingResultIterator<T> {

    private static final int NOT_FOUND = 404;

    private final Supplier<ResultIterator<T>> reading;
    private final @Nullable PresenceRetry retry;
    private volatile boolean closed;
    private @Nullable DiffbotException reason;

    /**
     * Creates the iterator.
     *
     * @param reading starts a read; called once per attempt
     * @param retry   null for one attempt, which may find no results
     */
    public RetryUntilPresentIterator(Supplier<ResultIterator<T>> reading, @Nullable PresenceRetry retry) {
        super(null);
        this.reading = reading;
        this.retry = retry;
    }

    @Override
    protected boolean hasMore() {
        if (origin() == null && !(retry == null ? isPresent() : retry.retry(this::isPresent, Boolean::booleanValue))) {
            if (retry != null) {
                retry.handleEmpty(reason);
            }
            if (reason != null) {
                throw reason;
            }
        }
        return super.hasMore();
    }

    private boolean isPresent() {
        ResultIterator<T> results = reading.get();
        setSource(results);
        if (closed) {
            // closed meanwhile: a later read fails with the exception of the closed results
            results.close();
            return true;
        }
        reason = null;
        try {
            return results.hasNext() || results.skipped() + results.filtered() > 0;
        } catch (DiffbotException e) {
            boolean blank = e instanceof DiffbotTruncatedDataException && results instanceof RecordIterator records
                    && records.isBlank();
            if (!blank && !isNotThereYet(e)) {
                throw e;
            }
            reason = e;
        }
        return false;
    }

    /**
     * Returns whether an error means that the job or its data does not exist yet.
     */
    public static boolean isNotThereYet(DiffbotException e) {
        return e instanceof DiffbotNoSuchJobException || e.getHttpResponseCode() == NOT_FOUND;
    }

    @Override
    public void close() {
        closed = true;
        super.close();
    }
}
