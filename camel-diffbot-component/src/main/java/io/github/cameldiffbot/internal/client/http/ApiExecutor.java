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
import org.jspecify.annotations.Nullable;

/**
 * What the calls of a client share: settings, connections and limits.
 */
public final class ApiExecutor {

    private final ClientSettings settings;
    private final int maxRetries;
    private final Duration maxTurnWait;
    private final Set<String> secrets;
    private final CallStatistics statistics;
    private final RequestsInProgress requests;
    private final Transport transport;
    private final Throttle throttle;
    private final Backoff backoff;
    private final FailsafeExecutor<RetryingCall.Attempt<?>> retries;
    private volatile @Nullable Mask mask;

    /**
     * The cached mask of a token and other secrets, whose creation is expensive.
     */
    private record Mask(String token, Set<String> secrets, SecretMasker mask) {
    }

    /**
     * Reads a response with a successful HTTP status.
     */
    public interface ResponseReader<T> {

        /**
         * Reads a response. The result of a change can be null.
         *
         * @throws ErrorResponse    if the response is an error
         * @throws DiffbotException if the response is invalid
         * @throws IOException      if the response ends early
         */
        @Nullable
        T read(ApiResponse response) throws IOException;
    }

    /**
     * @param calls     returns the client for calls
     * @param downloads returns the client for downloads
     */
    public ApiExecutor(ClientSettings settings, Supplier<HttpClient> calls, Supplier<HttpClient> downloads) {
        this.settings = settings;
        maxRetries = Math.max(0, settings.maxRetries());
        maxTurnWait = Throttle.MAX_WAIT;
        secrets = ConcurrentHashMap.newKeySet();
        statistics = new CallStatistics();
        requests = new RequestsInProgress();
        transport = new Transport(settings, calls, downloads, statistics, requests);
        throttle = Throttle.perSecond(settings.maxRequestsPerSecond(), settings.maxRetryDelay(), System::nanoTime);
        backoff = new Backoff(
                settings.retryDelay(), settings.maxRetryDelay(), () -> ThreadLocalRandom.current().nextDouble());
        retries = Failsafe.with(RetryingCall.policy(maxRetries));
    }

    private ApiExecutor(ApiExecutor other, Duration maxTurnWait) {
        this.settings = other.settings;
        this.maxTurnWait = maxTurnWait;
        maxRetries = 0;
        secrets = other.secrets;
        statistics = other.statistics;
        requests = other.requests;
        transport = other.transport;
        throttle = other.throttle;
        backoff = other.backoff;
        retries = Failsafe.with(RetryingCall.policy(0));
    }

    /**
     * Returns an executor without retries.
     *
     * @param maxTurnWait the maximum wait of a call for its turn
     */
    public ApiExecutor withoutRetries(Duration maxTurnWait) {
        return new ApiExecutor(this, maxTurnWait);
    }

    FailsafeExecutor<RetryingCall.Attempt<?>> retries() {
        return retries;
    }

    /**
     * Returns the mask of this token and the current other secrets.
     */
    SecretMasker mask(String token) {
        Mask last = mask;
        if (last == null || !last.token().equals(token) || !last.secrets().equals(secrets)) {
            Set<String> current = Set.copyOf(secrets);
            last = new Mask(token, current, new SecretMasker(token, current));
            mask = last;
        }
        return last.mask();
    }

    public CallStatistics statistics() {
        return statistics;
    }

    /**
     * Returns the secrets that are masked in addition to the token.
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

    public RequestsInProgress requests() {
        return requests;
    }

    Transport transport() {
        return transport;
    }

    public int maxRetries() {
        return maxRetries;
    }

    Duration maxTurnWait() {
        return maxTurnWait;
    }

    public ClientSettings settings() {
        return settings;
    }

    /**
     * Returns a helper that repeats reads until a result is accepted.
     */
    public RetryUntil retryUntil() {
        return new RetryUntil(maxRetries, backoff);
    }

    public String token(Call call) {
        String configured = settings.token().get();
        String token = configured == null ? "" : configured.strip();
        if (token.isEmpty()) {
            throw new DiffbotUnauthorizedException(
                    call.errorDetails("there is no token", "Set the option token on the component or the endpoint"));
        }
        if (token.chars().anyMatch(Character::isISOControl)) {
            throw new DiffbotUnauthorizedException(
                    call.errorDetails("the token has a line break or another control character in it",
                            "Set the option token to the token alone"));
        }
        return token;
    }
}
