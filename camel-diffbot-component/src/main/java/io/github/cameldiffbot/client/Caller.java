/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * What all calls of a client share.
 */
final class Caller {

    private final ClientSettings settings;
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final CallStatistics statistics = new CallStatistics();
    private final Transport transport;
    private final Throttle throttle;
    private final Backoff backoff;
    private final FailsafeExecutor<Object> retries;
    private volatile Mask mask;

    /**
     * The mask of a token and other secrets, which takes longer to make than a short answer to read.
     */
    private record Mask(String token, Set<String> secrets, TokenMask mask) {
    }

    /**
     * Makes something of an answer that is a success by its HTTP status.
     */
    interface Reading<T> {

        /**
         * @throws Refusal          when it is an error after all
         * @throws DiffbotException when it is not understood
         * @throws IOException      when it breaks off
         */
        T read(Answer answer) throws IOException;
    }

    /**
     * Finds out whether a request was carried out.
     */
    interface LookUp<T> extends Supplier<Optional<T>> {
    }

    Caller(ClientSettings settings, Supplier<HttpClient> httpClient) {
        this.settings = settings;
        transport = new Transport(settings, httpClient, statistics);
        throttle = new Throttle(
                settings.maxRequestsPerSecond(), settings.requestTimeout(), settings.maxRetryDelay());
        backoff = new Backoff(
                settings.retryDelay(), settings.maxRetryDelay(), () -> ThreadLocalRandom.current().nextDouble());
        retries = Failsafe.with(Attempts.policy(maxRetries()));
    }

    FailsafeExecutor<Object> retries() {
        return retries;
    }

    /**
     * Masks this token and the other secrets that there are by now.
     */
    TokenMask mask(String token) {
        Mask last = mask;
        if (last == null || !last.token().equals(token) || !last.secrets().equals(secrets)) {
            Set<String> now = Set.copyOf(secrets);
            last = new Mask(token, now, new TokenMask(token, now));
            mask = last;
        }
        return last.mask();
    }

    CallStatistics statistics() {
        return statistics;
    }

    /**
     * What is masked in answers and errors, beside the token.
     */
    Set<String> secrets() {
        return secrets;
    }

    Throttle throttle() {
        return throttle;
    }

    Backoff backoff() {
        return backoff;
    }

    Transport transport() {
        return transport;
    }

    int maxRetries() {
        return Math.max(0, settings.maxRetries());
    }

    /**
     * The token as it is now.
     */
    String token(Call call) {
        String token = settings.token().get();
        if (token == null || token.isBlank()) {
            throw new DiffbotUnauthorizedException(
                    call.failure("there is no token", "Set the option token on the component or the endpoint"));
        }
        return token;
    }

    <T> T run(Call call, Reading<T> reading) {
        return run(call, reading, null);
    }

    /**
     * @param lookUp only for {@link Safety#CREATE}
     */
    <T> T run(Call call, Reading<T> reading, LookUp<T> lookUp) {
        return new Attempts<>(this, call, reading, lookUp).run();
    }
}
