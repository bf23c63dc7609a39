/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotJobExistsException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotOutcomeUnknownException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotThrottledException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;

/**
 * The requests that one call takes: decides after each that fails whether there is another. A read is asked again; a
 * change is sent again only where that cannot do it twice.
 */
public final class RetryingCall<T> {

    private final Caller caller;
    private final Call call;
    private final Caller.Reading<T> reading;
    private final OutcomeSearch<T> search;
    private SecretMasker mask = new SecretMasker(null);
    private int requests;
    private int throttles;
    // whether one of the requests may have been carried out although no answer said so
    private boolean possiblyDone;
    // why, when it must be found out before anything else
    private DiffbotException doubt;
    // whether the server may still be at work on that request
    private boolean underWay;
    // the server asked for a longer pause than a call waits
    private boolean sentAway;

    /**
     * Ends an attempt and asks for another one.
     */
    private static final class Again extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient DiffbotException error;
        private final transient Duration wait;

        Again(DiffbotException error, Duration wait) {
            super(null, error, false, false);
            this.error = error;
            this.wait = wait;
        }
    }

    public RetryingCall(Caller caller, Call call, Caller.Reading<T> reading, Caller.LookUp<T> lookUp) {
        this(caller, call, reading, lookUp, 0);
    }

    /**
     * @param before how many requests of what may be made were made already
     */
    public RetryingCall(Caller caller, Call call, Caller.Reading<T> reading, Caller.LookUp<T> lookUp, int before) {
        this.caller = caller;
        this.call = call;
        this.reading = reading;
        this.search = new OutcomeSearch<>(caller, call, lookUp);
        this.requests = before;
    }

    /**
     * How many requests were made, those before included.
     */
    public int requests() {
        return requests;
    }

    /**
     * When there is another attempt, and after which wait.
     */
    static RetryPolicy<Object> policy(int maxRetries) {
        return RetryPolicy.builder()
                .handle(Again.class)
                .withDelayFnOn(context -> context.<Again> getLastException().wait, Again.class)
                // the number of requests is bounded below; a last look at what became of a create comes on top
                .withMaxRetries(maxRetries + 1)
                .build();
    }

    public T run() {
        try {
            return caller.retries().get(this::attempt);
        } catch (Again again) {
            throw StackTraces.trim(again.error);
        } catch (DiffbotException e) {
            throw StackTraces.trim(e);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw StackTraces.trim(interrupted());
            }
            throw e;
        }
    }

    private T attempt() {
        if (doubt != null) {
            Finding<T> found = findOut();
            if (found.state() == Finding.State.done) {
                return found.result();
            }
        }
        String token = caller.token(call);
        mask = caller.mask(token);
        awaitTurn();
        if (requests++ > 0) {
            caller.statistics().retried(call);
        }
        long start = System.nanoTime();
        try {
            T result = request(token);
            caller.statistics().succeeded(call, since(start));
            return result;
        } catch (ErrorResponse refusal) {
            caller.statistics().failed(call, refusal.error(), since(start));
            if (refusal.error() instanceof DiffbotNoSuchJobException && possiblyDone && call.operation().equals("delete")) {
                // an earlier request did it
                return null;
            }
            throw refused(refusal.error(), refusal.retryAfter());
        } catch (IOException e) {
            DiffbotException error = IoErrorTranslator.exception(call, e, mask);
            caller.statistics().failed(call, error, since(start));
            throw broken(error, e);
        } catch (DiffbotException e) {
            caller.statistics().failed(call, e, since(start));
            throw e instanceof DiffbotProtocolException ? refused(e, null) : e;
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private T request(String token) throws IOException {
        ApiResponse answer = send(token);
        boolean handedOn = false;
        try {
            if (!answer.isSuccess()) {
                throw ErrorTranslator.of(call, answer);
            }
            T result = reading.read(answer);
            handedOn = result instanceof ResultStream;
            return result;
        } finally {
            if (!handedOn) {
                answer.close();
            }
        }
    }

    private ApiResponse send(String token) throws IOException {
        try {
            ApiResponse answer = caller.transport().send(call, token, mask);
            Redirect redirect = new Redirect(call);
            while (call.redirects() && answer.isRedirect()) {
                URI target;
                try (ApiResponse from = answer) {
                    from.excerpt(ErrorTranslator.BODY);
                    target = redirect.follow(from);
                }
                // only now: the pool may have no more than this one connection
                answer = caller.transport().follow(call, target, mask);
            }
            return answer;
        } catch (IllegalStateException e) {
            if (call.body() != null && call.body().isStarted()) {
                throw e;
            }
            // HttpClient's pool says so when it was closed
            throw new DiffbotUnavailableException(
                    call.failure("the HTTP client is closed (" + mask.mask(e.getMessage()) + ")",
                            "The component has been stopped: start it again"));
        }
    }

    private void awaitTurn() {
        DiffbotException error;
        try {
            switch (caller.throttle().await(call.download(), caller.longestTurn())) {
                case granted:
                    return;
                case closed:
                    error = EndOfCall.sentAway(call, null, caller.throttle().closedFor());
                    break;
                default:
                    error = EndOfCall.turnTooLate(call);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
        throw possiblyDone ? unknown(error) : error;
    }

    /**
     * What an answer means that is no success, or is not understood.
     */
    private RuntimeException refused(DiffbotException error, Duration retryAfter) {
        if (error instanceof DiffbotThrottledException) {
            return throttled(error, retryAfter);
        }
        if (error instanceof DiffbotUnavailableException) {
            return lost(error, retryAfter, IoErrorTranslator.isUnderWay(error.getHttpResponseCode()));
        }
        if (error instanceof DiffbotProtocolException && call.safety() != Idempotency.READ) {
            // the request was answered by something that does not say what became of it
            return lost(error, null, true);
        }
        return error;
    }

    // an answer: nothing was done. All other calls of the token have to wait as well
    private RuntimeException throttled(DiffbotException error, Duration retryAfter) {
        caller.statistics().throttled(call);
        if (caller.backoff().isTooLong(retryAfter)) {
            caller.throttle().close(retryAfter);
            DiffbotException away = EndOfCall.sentAway(call, error, retryAfter);
            return possiblyDone ? unknown(away) : away;
        }
        Duration wait = caller.backoff().afterThrottle(throttles++, retryAfter);
        caller.throttle().pause(wait);
        return again(error, wait);
    }

    private RuntimeException broken(DiffbotException error, IOException failure) {
        boolean unsent = IoErrorTranslator.isSurelyUnsent(call, failure);
        if (Thread.currentThread().isInterrupted()) {
            possiblyDone |= !unsent;
            return interrupted();
        }
        if (IoErrorTranslator.isNoTls(failure, caller.transport().hasAnswered())) {
            return possiblyDone ? unknown(error) : error;
        }
        return unsent
                ? again(error, caller.backoff().afterFailure(requests - 1, null))
                : lost(error, null, IoErrorTranslator.isUnderWay(call, failure));
    }

    /**
     * The request may have been carried out.
     *
     * @param working whether the server may still be at work on it
     */
    private RuntimeException lost(DiffbotException error, Duration retryAfter, boolean working) {
        boolean tooLong = caller.backoff().isTooLong(retryAfter);
        Duration wait = caller.backoff().afterFailure(requests - 1, tooLong ? null : retryAfter);
        sentAway |= tooLong;
        if (call.safety() == Idempotency.READ) {
            return tooLong ? EndOfCall.unavailable(call, error, retryAfter) : again(error, wait);
        }
        possiblyDone = true;
        if (call.safety() == Idempotency.ONCE) {
            return unknown(error);
        }
        doubt = error;
        underWay = working && call.safety() == Idempotency.CREATE;
        return new Again(error, wait);
    }

    private RuntimeException again(DiffbotException error, Duration wait) {
        if (mayBeSent()) {
            return new Again(error, wait);
        }
        return possiblyDone ? unknown(error) : error;
    }

    private boolean mayBeSent() {
        return requests <= caller.maxRetries() && call.canBeSent() && !sentAway;
    }

    /**
     * Looks what became of the last request.
     *
     * @return done, or not done where it may be sent again
     */
    private Finding<T> findOut() {
        DiffbotException why = doubt;
        boolean inTime = search.hasTime();
        Finding<T> found;
        try {
            found = search.find(underWay);
        } catch (DiffbotJobExistsException | DiffbotNoSuchJobException | DiffbotOutcomeUnknownException e) {
            throw e;
        } catch (DiffbotException e) {
            e.addSuppressed(why);
            throw unknown(e);
        }
        if (found.state() == Finding.State.done) {
            return found;
        }
        boolean unclear = found.state() == Finding.State.stale || !inTime;
        if (unclear || !mayBeSent() && call.safety() != Idempotency.CREATE) {
            throw unknown(why);
        }
        if (!mayBeSent()) {
            throw EndOfCall.notCreated(call, why);
        }
        doubt = null;
        // what may be repeated may also be done later than somebody looked
        possiblyDone = call.safety() != Idempotency.CREATE;
        return found;
    }

    private DiffbotException unknown(DiffbotException cause) {
        return EndOfCall.outcomeUnknown(call, cause);
    }

    private DiffbotException interrupted() {
        DiffbotException error = EndOfCall.interrupted(call);
        return possiblyDone && call.safety() != Idempotency.READ ? unknown(error) : error;
    }
}
