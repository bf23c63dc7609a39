/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotUnauthorizedException;
import io.github.cameldiffbot.internal.client.retry.Backoff;
import io.github.cameldiffbot.internal.client.retry.Throttle;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * What all calls of a client share.
 */
public final class Caller {

    private final ClientSettings settings;
    private final int maxRetries;
    private final Duration longestTurn;
    private final Set<String> secrets;
    private final CallStatistics statistics;
    private final Transport transport;
    private final Throttle throttle;
    private final Backoff backoff;
    private final FailsafeExecutor<Object> retries;
    private volatile Mask mask;

    /**
     * The mask of a token and other secrets, which takes longer to make than a short answer to read.
     */
    private record Mask(String token, Set<String> secrets, SecretMasker mask) {
    }

    /**
     * Makes something of an answer that is a success by its HTTP status.
     */
    public interface Reading<T> {

        /**
         * @throws ErrorResponse    when it is an error after all
         * @throws DiffbotException when it is not understood
         * @throws IOException      when it breaks off
         */
        T read(ApiResponse answer) throws IOException;
    }

    /**
     * Finds out whether a request was carried out, by one look at the job.
     */
    public interface LookUp<T> extends Supplier<Finding<T>> {
    }

    /**
     * @param calls     connects for calls
     * @param downloads connects for downloads
     */
    public Caller(ClientSettings settings, Supplier<HttpClient> calls, Supplier<HttpClient> downloads) {
        this.settings = settings;
        maxRetries = Math.max(0, settings.maxRetries());
        longestTurn = Throttle.LONGEST;
        secrets = ConcurrentHashMap.newKeySet();
        statistics = new CallStatistics();
        transport = new Transport(settings, calls, downloads, statistics);
        throttle = Throttle.perSecond(settings.maxRequestsPerSecond(), settings.maxRetryDelay());
        backoff = new Backoff(
                settings.retryDelay(), settings.maxRetryDelay(), () -> ThreadLocalRandom.current().nextDouble());
        retries = Failsafe.with(RetryingCall.policy(maxRetries));
    }

    private Caller(Caller other, Duration longestTurn) {
        this.settings = other.settings;
        this.longestTurn = longestTurn;
        maxRetries = 0;
        secrets = other.secrets;
        statistics = other.statistics;
        transport = other.transport;
        throttle = other.throttle;
        backoff = other.backoff;
        retries = Failsafe.with(RetryingCall.policy(0));
    }

    /**
     * The same without retries.
     *
     * @param turn how long a call waits for its turn at most
     */
    public Caller once(Duration turn) {
        return new Caller(this, turn);
    }

    FailsafeExecutor<Object> retries() {
        return retries;
    }

    /**
     * Masks this token and the other secrets that there are by now.
     */
    SecretMasker mask(String token) {
        Mask last = mask;
        if (last == null || !last.token().equals(token) || !last.secrets().equals(secrets)) {
            Set<String> now = Set.copyOf(secrets);
            last = new Mask(token, now, new SecretMasker(token, now));
            mask = last;
        }
        return last.mask();
    }

    public CallStatistics statistics() {
        return statistics;
    }

    /**
     * What is masked in answers and errors, beside the token.
     */
    public Set<String> secrets() {
        return secrets;
    }

    Throttle throttle() {
        return throttle;
    }

    public Backoff backoff() {
        return backoff;
    }

    Transport transport() {
        return transport;
    }

    public int maxRetries() {
        return maxRetries;
    }

    /**
     * How long a call waits for its turn at most.
     */
    Duration longestTurn() {
        return longestTurn;
    }

    public ClientSettings settings() {
        return settings;
    }

    /**
     * Asks again what is not there yet.
     */
    public Patience patience() {
        return new Patience(maxRetries, backoff);
    }

    /**
     * The token as it is now.
     */
    public String token(Call call) {
        String given = settings.token().get();
        String token = given == null ? "" : given.strip();
        if (token.isEmpty()) {
            throw new DiffbotUnauthorizedException(
                    call.failure("there is no token", "Set the option token on the component or the endpoint"));
        }
        if (token.chars().anyMatch(Character::isISOControl)) {
            throw new DiffbotUnauthorizedException(
                    call.failure("the token has a line break or another control character in it",
                            "Set the option token to the token alone"));
        }
        return token;
    }

    public <T> T run(Call call, Reading<T> reading) {
        return run(call, reading, null);
    }

    /**
     * @param lookUp for {@link Idempotency#CREATE} and {@link Idempotency#REPEATABLE}
     */
    public <T> T run(Call call, Reading<T> reading, LookUp<T> lookUp) {
        return new RetryingCall<>(this, call, reading, lookUp).run();
    }
}
