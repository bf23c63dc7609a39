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
public final class ApiExecutor {

    private final ClientSettings settings;
    private final int maxRetries;
    private final Duration maxTurnWait;
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
    public interface ResponseReader<T> {

        /**
         * @throws ErrorResponse    when it is an error after all
         * @throws DiffbotException when it is not understood
         * @throws IOException      when it breaks off
         */
        T read(ApiResponse response) throws IOException;
    }

    /**
     * Finds out whether a request was carried out, by one look at the job.
     */
    public interface OutcomeCheck<T> extends Supplier<Finding<T>> {
    }

    /**
     * @param calls     connects for calls
     * @param downloads connects for downloads
     */
    public ApiExecutor(ClientSettings settings, Supplier<HttpClient> calls, Supplier<HttpClient> downloads) {
        this.settings = settings;
        maxRetries = Math.max(0, settings.maxRetries());
        maxTurnWait = Throttle.MAX_WAIT;
        secrets = ConcurrentHashMap.newKeySet();
        statistics = new CallStatistics();
        transport = new Transport(settings, calls, downloads, statistics);
        throttle = Throttle.perSecond(settings.maxRequestsPerSecond(), settings.maxRetryDelay());
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
        transport = other.transport;
        throttle = other.throttle;
        backoff = other.backoff;
        retries = Failsafe.with(RetryingCall.policy(0));
    }

    /**
     * The same without retries.
     *
     * @param maxTurnWait how long a call waits for its turn at most
     */
    public ApiExecutor withoutRetries(Duration maxTurnWait) {
        return new ApiExecutor(this, maxTurnWait);
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
    Duration maxTurnWait() {
        return maxTurnWait;
    }

    public ClientSettings settings() {
        return settings;
    }

    /**
     * Asks again what is not there yet.
     */
    public RetryUntil retryUntil() {
        return new RetryUntil(maxRetries, backoff);
    }

    /**
     * The token as it is now.
     */
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

    public <T> T execute(Call call, ResponseReader<T> reader) {
        return execute(call, reader, null);
    }

    /**
     * @param outcomeCheck for {@link Idempotency#VERIFIABLE} and {@link Idempotency#IDEMPOTENT}
     */
    public <T> T execute(Call call, ResponseReader<T> reader, OutcomeCheck<T> outcomeCheck) {
        return new RetryingCall<>(this, call, reader, outcomeCheck).execute();
    }
}
