/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;

/**
 * The requests that one call takes: decides after each that fails whether there is another. A read is asked again; a
 * change is sent again only where that cannot do it twice.
 */
final class Attempts<T> {

    private final Caller caller;
    private final Call call;
    private final Caller.Reading<T> reading;
    private final Caller.LookUp<T> lookUp;
    private TokenMask mask = new TokenMask(null);
    private int requests;
    private int throttles;
    // whether one of the requests may have been carried out although no answer said so
    private boolean possiblyDone;
    // why, when it must be found out before anything else
    private DiffbotException toLookUp;

    /**
     * Ends an attempt and asks for another one.
     */
    private static final class Again extends RuntimeException {

        private final transient DiffbotException error;
        private final transient Duration wait;

        Again(DiffbotException error, Duration wait) {
            super(null, error, false, false);
            this.error = error;
            this.wait = wait;
        }
    }

    Attempts(Caller caller, Call call, Caller.Reading<T> reading, Caller.LookUp<T> lookUp) {
        this(caller, call, reading, lookUp, 0);
    }

    /**
     * @param before how many requests of what may be made were made already
     */
    Attempts(Caller caller, Call call, Caller.Reading<T> reading, Caller.LookUp<T> lookUp, int before) {
        this.caller = caller;
        this.call = call;
        this.reading = reading;
        this.lookUp = lookUp;
        this.requests = before;
    }

    /**
     * How many requests were made, those before included.
     */
    int requests() {
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

    T run() {
        try {
            return caller.retries().get(this::attempt);
        } catch (Again again) {
            throw again.error;
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw interrupted();
            }
            throw e;
        }
    }

    private T attempt() {
        if (toLookUp != null) {
            Optional<T> found = findOut();
            if (found.isPresent()) {
                return found.get();
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
        } catch (Refusal refusal) {
            caller.statistics().failed(call, refusal.error(), since(start));
            return refused(refusal);
        } catch (IOException e) {
            DiffbotException error = LostConnection.exception(call, e, mask);
            caller.statistics().failed(call, error, since(start));
            throw broken(error, LostConnection.isSurelyUnsent(call, e));
        } catch (DiffbotException e) {
            caller.statistics().failed(call, e, since(start));
            throw e;
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private T request(String token) throws IOException {
        Answer answer = send(token);
        boolean handedOn = false;
        try {
            if (!answer.isSuccess()) {
                throw Refusals.of(call, answer);
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

    private Answer send(String token) throws IOException {
        try {
            Answer answer = caller.transport().send(call, token, mask);
            Redirect redirect = new Redirect(call);
            while (call.redirects() && answer.isRedirect()) {
                URI target;
                try (Answer from = answer) {
                    from.excerpt(Refusals.BODY);
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
        boolean mine;
        try {
            mine = caller.throttle().await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
        if (!mine) {
            DiffbotException error = new DiffbotThrottledException(
                    call.failure("too many calls wait for their turn here; this one was not made",
                            "Raise the option maxRequestsPerSecond, or call less often"));
            throw possiblyDone ? unknown(error) : error;
        }
    }

    private T refused(Refusal refusal) {
        DiffbotException error = refusal.error();
        if (error instanceof DiffbotThrottledException) {
            // an answer: nothing was done. Everybody else has to wait as well
            Duration wait = caller.backoff().afterThrottle(throttles++, refusal.retryAfter());
            caller.statistics().throttled(call);
            caller.throttle().pause(wait);
            throw again(error, wait);
        }
        if (error instanceof DiffbotUnavailableException) {
            throw lost(error, refusal.retryAfter());
        }
        if (error instanceof DiffbotNoSuchJobException && possiblyDone && call.operation().equals("delete")) {
            // the first request did it
            return null;
        }
        throw error;
    }

    private RuntimeException broken(DiffbotException error, boolean unsent) {
        if (Thread.currentThread().isInterrupted()) {
            possiblyDone |= !unsent;
            return interrupted();
        }
        return unsent ? again(error, caller.backoff().afterFailure(requests - 1, null)) : lost(error, null);
    }

    // the request may have been carried out
    private RuntimeException lost(DiffbotException error, Duration retryAfter) {
        Duration wait = caller.backoff().afterFailure(requests - 1, retryAfter);
        if (call.safety() == Safety.READ) {
            return again(error, wait);
        }
        possiblyDone = true;
        return switch (call.safety()) {
            case CREATE -> {
                toLookUp = error;
                yield new Again(error, wait);
            }
            case REPEATABLE -> again(error, wait);
            default -> unknown(error);
        };
    }

    private RuntimeException again(DiffbotException error, Duration wait) {
        if (requests <= caller.maxRetries() && call.canBeSent()) {
            return new Again(error, wait);
        }
        return possiblyDone ? unknown(error) : error;
    }

    private Optional<T> findOut() {
        DiffbotException why = toLookUp;
        Optional<T> found;
        try {
            found = lookUp.get();
        } catch (DiffbotJobExistsException e) {
            throw e;
        } catch (DiffbotException e) {
            e.addSuppressed(why);
            throw unknown(e);
        }
        if (found.isEmpty() && (requests > caller.maxRetries() || !call.canBeSent())) {
            throw new DiffbotUnavailableException(
                    new Failure(
                            call.operation(), call.jobName(), why.getHttpResponseCode(), why.getErrorCode(),
                            why.getServerText(),
                            "the answer was lost, and a look by name showed that the job was not created",
                            call.canBeSent()
                                    ? "Submit it again, or raise the option maxRetries"
                                    : "Submit it again: it was not sent twice because the URLs can be read only once,"
                                      + " as a stream or iterator. Give a list, text or file to have that done here",
                            why));
        }
        toLookUp = null;
        possiblyDone = found.isPresent();
        return found;
    }

    private DiffbotException unknown(DiffbotException cause) {
        String cure = switch (call.operation()) {
            case "create" -> "Look with operation=status whether the job is there, then decide";
            case "update" -> "Look at the job, then decide: the same URLs sent twice are paid twice";
            default -> "Look at the job's status with operation=status, then decide";
        };
        return new DiffbotOutcomeUnknownException(
                new Failure(
                        call.operation(), call.jobName(), cause.getHttpResponseCode(), cause.getErrorCode(),
                        cause.getServerText(), "outcome unknown: it was sent, but whether it was carried out was not told",
                        cure, cause));
    }

    private DiffbotException interrupted() {
        DiffbotException error = new DiffbotUnavailableException(
                call.failure("the thread was interrupted, as by a route that stops", "Call again when it runs"));
        return possiblyDone && call.safety() != Safety.READ ? unknown(error) : error;
    }
}
