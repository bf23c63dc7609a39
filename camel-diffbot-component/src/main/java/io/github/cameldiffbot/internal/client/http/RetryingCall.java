/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotThrottledException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the requests of one call, and decides about a retry after each failure. A read is repeated; a change is
 * repeated only where it cannot take effect twice.
 */
public final class RetryingCall<T> {

    private final ApiExecutor executor;
    private final Call call;
    private final ApiExecutor.ResponseReader<T> reader;
    private final OutcomeSearch<T> search;
    private SecretMasker mask = SecretMasker.NONE;
    private int requests;
    private int throttles;
    // whether a request without a conclusive response may have been carried out
    private boolean possiblyDone;
    // the error of that request, until its outcome is checked
    private @Nullable DiffbotException unclearCause;
    // whether the server may still process that request
    private boolean inProgress;
    // the server requested a longer pause than a call waits
    private boolean pauseTooLong;
    private Runnable beforeRequest = () -> {
    };

    /**
     * What an attempt led to.
     *
     * @param result the result of the call; null if it is retried
     * @param error  why the call is retried; null if it succeeded
     * @param delay  the delay before the retry; null if the call succeeded
     */
    record Attempt<T>(@Nullable T result, @Nullable DiffbotException error, @Nullable Duration delay) {
    }

    public RetryingCall(ApiExecutor executor, Call call, ApiExecutor.ResponseReader<T> reader) {
        this(executor, call, reader, Finding::notDone, 0);
    }

    /**
     * @param outcomeCheck     checks by one read of the job whether a request was carried out; for
     *                         {@link Idempotency#VERIFIABLE} and {@link Idempotency#IDEMPOTENT}
     * @param previousRequests the number of requests made before, which count as retries
     */
    public RetryingCall(ApiExecutor executor, Call call, ApiExecutor.ResponseReader<T> reader,
                        Supplier<Finding<T>> outcomeCheck, int previousRequests) {
        this.executor = executor;
        this.call = call;
        this.reader = reader;
        this.search = new OutcomeSearch<>(executor, call, outcomeCheck);
        this.requests = previousRequests;
    }

    /**
     * Sets what is called before each request, after the wait for its turn. A {@link DiffbotException} ends the call.
     */
    public RetryingCall<T> before(Runnable check) {
        beforeRequest = check;
        return this;
    }

    /**
     * Returns the number of requests, including those before.
     */
    public int requests() {
        return requests;
    }

    /**
     * Returns the retry policy: which attempts are retried, and after which delay.
     */
    static RetryPolicy<Attempt<?>> policy(int maxRetries) {
        return RetryPolicy.<Attempt<?>> builder()
                .handleIf((attempt, failure) -> failure == null && attempt.delay() != null)
                .withDelayFn(context -> context.getLastResult().delay())
                // requests are limited below; a last check of a create comes in addition
                .withMaxRetries(maxRetries + 1)
                .build();
    }

    /**
     * Returns the result of a read.
     */
    public T read() {
        return Objects.requireNonNull(execute());
    }

    /**
     * Returns the result; null if the response confirms a change without one.
     */
    public @Nullable T execute() {
        try {
            Attempt<T> last = executor.retries().get(this::attempt);
            if (last.error() != null) {
                throw last.error();
            }
            return last.result();
        } catch (DiffbotException e) {
            throw StackTraces.trim(e);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw StackTraces.trim(interruptedError());
            }
            throw e;
        }
    }

    private static <T> Attempt<T> done(@Nullable T result) {
        return new Attempt<>(result, null, null);
    }

    private Attempt<T> attempt() {
        if (unclearCause != null) {
            Finding<T> found = checkOutcome(unclearCause);
            if (found.state() == Finding.State.done) {
                return done(found.result());
            }
        }
        String token = executor.token(call);
        mask = executor.mask(token);
        awaitTurn();
        if (requests++ > 0) {
            executor.statistics().retried(call);
        }
        long start = System.nanoTime();
        try {
            return done(request(token, start));
        } catch (ErrorResponse errorResponse) {
            executor.statistics().failed(call, errorResponse.error(), elapsed(start));
            if (errorResponse.error() instanceof DiffbotNoSuchJobException && possiblyDone
                    && call.operation().equals("delete")) {
                // an earlier request deleted the job
                return done(null);
            }
            return handleError(errorResponse.error(), errorResponse.retryAfter());
        } catch (IOException e) {
            DiffbotException error = IoErrorTranslator.translate(call, e, mask);
            if (!Thread.currentThread().isInterrupted()) {
                // an interrupt is no failure of the service
                executor.statistics().failed(call, error, elapsed(start));
            }
            return handleIoError(error, e);
        } catch (DiffbotException e) {
            executor.statistics().failed(call, e, elapsed(start));
            if (e instanceof DiffbotProtocolException) {
                return handleError(e, null);
            }
            throw e;
        }
    }

    private static Duration elapsed(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private @Nullable T request(String token, long start) throws IOException {
        try {
            return readResponse(token, start);
        } finally {
            executor.requests().end();
        }
    }

    private @Nullable T readResponse(String token, long start) throws IOException {
        ApiResponse response = executor.transport().send(call, token, mask);
        boolean streaming = false;
        try {
            if (!response.isSuccess()) {
                throw ErrorTranslator.of(call, response);
            }
            T result = reader.read(response);
            executor.statistics().succeeded(call, elapsed(start));
            streaming = result instanceof ResultStream;
            return result;
        } finally {
            if (!streaming) {
                response.close();
            }
        }
    }

    private void awaitTurn() {
        DiffbotException error;
        try {
            switch (executor.throttle().await(call.download(), executor.maxTurnWait())) {
                case granted:
                    beforeRequest.run();
                    return;
                case closed:
                    error = CallExceptions.pauseTooLong(call, null, executor.throttle().remainingPause());
                    break;
                default:
                    error = CallExceptions.tooManyWaiting(call);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interruptedError();
        }
        throw possiblyDone ? outcomeUnknown(error) : error;
    }

    /**
     * Returns the retry after an error response or an invalid one.
     */
    private Attempt<T> handleError(DiffbotException error, @Nullable Duration retryAfter) {
        if (error instanceof DiffbotThrottledException) {
            return handleThrottle(error, retryAfter);
        }
        if (error instanceof DiffbotUnavailableException) {
            return handleLostResponse(error, retryAfter, IoErrorTranslator.isStillProcessing(error.getHttpResponseCode()));
        }
        if (error instanceof DiffbotProtocolException && call.idempotency() != Idempotency.SAFE) {
            // the response does not contain the outcome
            return handleLostResponse(error, null, true);
        }
        throw error;
    }

    // the request was not carried out. All other calls of the token also wait
    private Attempt<T> handleThrottle(DiffbotException error, @Nullable Duration retryAfter) {
        executor.statistics().throttled(call);
        if (retryAfter != null && executor.backoff().isTooLong(retryAfter)) {
            executor.throttle().close(retryAfter);
            DiffbotException tooLong = CallExceptions.pauseTooLong(call, error, retryAfter);
            throw possiblyDone ? outcomeUnknown(tooLong) : tooLong;
        }
        Duration delay = executor.backoff().afterThrottle(throttles++, retryAfter);
        executor.throttle().pause(delay);
        return retry(error, delay);
    }

    private Attempt<T> handleIoError(DiffbotException error, IOException failure) {
        boolean unsent = IoErrorTranslator.isUnsent(call, failure);
        if (Thread.currentThread().isInterrupted()) {
            possiblyDone |= !unsent;
            throw interruptedError();
        }
        if (IoErrorTranslator.isNoTls(failure, executor.transport().hasAnswered())) {
            throw possiblyDone ? outcomeUnknown(error) : error;
        }
        return unsent
                ? retry(error, executor.backoff().afterFailure(requests - 1, null))
                : handleLostResponse(error, null, IoErrorTranslator.isStillProcessing(call, failure));
    }

    /**
     * Returns the retry after a request that may have been carried out.
     *
     * @param working whether the server may still process it
     */
    private Attempt<T> handleLostResponse(DiffbotException error, @Nullable Duration retryAfter, boolean working) {
        boolean tooLong = executor.backoff().isTooLong(retryAfter);
        Duration delay = executor.backoff().afterFailure(requests - 1, tooLong ? null : retryAfter);
        pauseTooLong |= tooLong;
        if (call.idempotency() == Idempotency.SAFE) {
            if (retryAfter != null && tooLong) {
                throw CallExceptions.unavailable(call, error, retryAfter);
            }
            return retry(error, delay);
        }
        possiblyDone = true;
        if (call.idempotency() == Idempotency.NONE) {
            throw outcomeUnknown(error);
        }
        unclearCause = error;
        inProgress = working && call.idempotency() == Idempotency.VERIFIABLE;
        return new Attempt<>(null, error, delay);
    }

    private Attempt<T> retry(DiffbotException error, Duration delay) {
        if (canSendAgain()) {
            return new Attempt<>(null, error, delay);
        }
        throw possiblyDone ? outcomeUnknown(error) : error;
    }

    private boolean canSendAgain() {
        return requests <= executor.maxRetries() && call.canBeSent() && !pauseTooLong;
    }

    /**
     * Checks the outcome of the last request.
     *
     * @param  cause the error of that request
     * @return       done, or not done where it may be sent again
     */
    private Finding<T> checkOutcome(DiffbotException cause) {
        boolean inTime = search.hasTime();
        Finding<T> found;
        try {
            found = search.find(inProgress);
        } catch (DiffbotJobExistsException | DiffbotNoSuchJobException | DiffbotOutcomeUnknownException e) {
            throw e;
        } catch (DiffbotException e) {
            e.addSuppressed(cause);
            throw outcomeUnknown(e);
        }
        if (found.state() == Finding.State.done) {
            return found;
        }
        boolean unclear = found.state() == Finding.State.stale || !inTime;
        if (unclear || !canSendAgain() && call.idempotency() != Idempotency.VERIFIABLE) {
            throw outcomeUnknown(cause);
        }
        if (!canSendAgain()) {
            throw CallExceptions.notCreated(call, cause);
        }
        unclearCause = null;
        // an idempotent request may still be carried out after the check
        possiblyDone = call.idempotency() != Idempotency.VERIFIABLE;
        return found;
    }

    private DiffbotException outcomeUnknown(DiffbotException cause) {
        return CallExceptions.outcomeUnknown(call, cause);
    }

    private DiffbotException interruptedError() {
        DiffbotException error = CallExceptions.interrupted(call);
        return possiblyDone && call.idempotency() != Idempotency.SAFE ? outcomeUnknown(error) : error;
    }
}
