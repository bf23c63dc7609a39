/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.cameldiffbot.sandbox.internal.api.FaultPlan;
import io.github.cameldiffbot.sandbox.internal.http.WireFault;
import io.github.cameldiffbot.sandbox.internal.http.WireFault.Kind;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;

/**
 * A fault to inject: the requests that it applies to, how often, and its effect on the response. Faults are immutable:
 * each method returns a changed copy.
 * <p>
 * A fault with a status or a body replaces the response, and the API does not process the request. With any other fault
 * the API processes the request, and the fault damages the real response: for instance a job is created, but the client
 * does not receive the response.
 */
public final class Fault {

    private final String pathPrefix;
    private final String description;
    private final FaultPlan.Trigger trigger;
    private final FaultPlan.Effect effect;

    private Fault(String pathPrefix, String description, FaultPlan.Trigger trigger, FaultPlan.Effect effect) {
        this.pathPrefix = pathPrefix;
        this.description = description;
        this.trigger = trigger;
        this.effect = effect;
    }

    /**
     * Returns a fault that applies to all requests of a path and has no effect yet.
     *
     * @param pathPrefix start of the path, as in {@code /v3/bulk}
     */
    public static Fault on(String pathPrefix) {
        return new Fault(
                pathPrefix, pathPrefix, new FaultPlan.Trigger(request -> true, 0, Integer.MAX_VALUE, 1, 0),
                new FaultPlan.Effect(0, "", Map.of(), Duration.ZERO, WireFault.NONE));
    }

    /** Restricts the fault to requests that meet a condition. */
    public Fault when(Predicate<RecordedRequest> condition) {
        return when(condition, "when a condition is met");
    }

    /**
     * Restricts the fault to one HTTP method.
     *
     * @param name GET or POST
     */
    public Fault method(String name) {
        return when(request -> request.method().equals(name), "method " + name);
    }

    /**
     * Restricts the fault to jobs with a name.
     *
     * @param pattern name, in which {@code *} stands for any characters
     */
    public Fault job(String pattern) {
        Pattern names = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
        return when(request -> request.param("name") != null && names.matcher(request.param("name")).matches(),
                "job " + pattern);
    }

    /** Skips a number of requests before the first one with the fault. */
    public Fault after(int number) {
        return with("after " + number,
                new FaultPlan.Trigger(
                        trigger.condition(), number, trigger.times(), trigger.probability(), trigger.seed()));
    }

    /** Limits the number of requests with the fault. */
    public Fault times(int number) {
        return with("times " + number,
                new FaultPlan.Trigger(
                        trigger.condition(), trigger.skip(), number, trigger.probability(), trigger.seed()));
    }

    /**
     * Restricts the fault to one request.
     *
     * @param number of the request, from 1
     */
    public Fault call(int number) {
        return after(number - 1).times(1);
    }

    /**
     * Applies the fault at random.
     *
     * @param chance     0 for never to 1 for always
     * @param randomSeed makes the sequence repeatable
     */
    public Fault probability(double chance, long randomSeed) {
        return with("probability " + chance + " with seed " + randomSeed,
                new FaultPlan.Trigger(trigger.condition(), trigger.skip(), trigger.times(), chance, randomSeed));
    }

    /** Replaces the response by one with a status. */
    public Fault status(int httpStatus) {
        return with("status " + httpStatus, httpStatus, effect.body());
    }

    /** Replaces the response by one with a body. The default status is 200. */
    public Fault body(String content) {
        return with("body of " + content.length() + " characters", effect.status() == 0 ? 200 : effect.status(), content);
    }

    /** Adds a header to the response. */
    public Fault header(String name, String value) {
        Map<String, String> headers = new LinkedHashMap<>(effect.headers());
        headers.put(name, value);
        return with(name + ": " + value,
                new FaultPlan.Effect(
                        effect.status(), effect.body(), Map.copyOf(headers), effect.delay(), effect.wire()));
    }

    /** Redirects the client. The default status is 302. */
    public Fault redirect(String location) {
        return (effect.status() == 0 ? status(302) : this).header("Location", location);
    }

    /** Delays the response. */
    public Fault delay(Duration time) {
        return with("delay " + time,
                new FaultPlan.Effect(effect.status(), effect.body(), effect.headers(), time, effect.wire()));
    }

    /** Resets the connection instead of sending a response. */
    public Fault reset() {
        return wire(Kind.RESET, -1);
    }

    /** Resets the connection after a number of bytes of the body. */
    public Fault resetAfter(long bytes) {
        return wire(Kind.RESET, bytes);
    }

    /** Closes the connection instead of sending a response. */
    public Fault hangUp() {
        return wire(Kind.TRUNCATE, -1);
    }

    /** Closes the connection after a number of bytes of the body. */
    public Fault truncateAfter(long bytes) {
        return wire(Kind.TRUNCATE, bytes);
    }

    /** Ends the body after a number of bytes in a valid way, so that only its content shows the truncation. */
    public Fault endAfter(long bytes) {
        return wire(Kind.END, bytes);
    }

    /** Omits the last byte of the body, which is the closing bracket of a list. */
    public Fault missingBracket() {
        return wire(Kind.DROP_LAST, 1);
    }

    /**
     * Stops sending after a number of bytes of the body, and keeps the connection open.
     *
     * @param bytes a negative number stops before the head of the response
     */
    public Fault stallAfter(long bytes) {
        return wire(Kind.STALL, bytes);
    }

    /** Sends the body slowly. */
    public Fault dribble(int bytesPerSecond) {
        return wire(Kind.DRIBBLE, bytesPerSecond);
    }

    /** Sends invalid bytes instead of a chunk after a number of bytes of the body. */
    public Fault brokenChunkAfter(long bytes) {
        return wire(Kind.BROKEN_CHUNK, bytes);
    }

    /**
     * Sends a wrong Content-Length.
     *
     * @param difference added to the real length, may be negative
     */
    public Fault wrongLength(long difference) {
        return wire(Kind.WRONG_LENGTH, difference);
    }

    /** Sends neither a Content-Length nor chunks: the body ends with the connection. */
    public Fault withoutLength() {
        return wire(Kind.NO_LENGTH, 0);
    }

    /** Compresses the body with gzip and corrupts it. */
    public Fault brokenGzip() {
        return wire(Kind.BROKEN_GZIP, 0);
    }

    /** Returns whether the path and the conditions match a request. */
    public boolean matches(RecordedRequest request) {
        return request.path().startsWith(pathPrefix) && trigger.condition().test(request);
    }

    /** Returns a plan that counts the requests. */
    FaultPlan plan() {
        return new FaultPlan(
                new FaultPlan.Trigger(
                        this::matches, trigger.skip(), trigger.times(), trigger.probability(), trigger.seed()),
                effect, description);
    }

    @Override
    public String toString() {
        return description;
    }

    private Fault when(Predicate<RecordedRequest> condition, String text) {
        return with(text, new FaultPlan.Trigger(
                trigger.condition().and(condition), trigger.skip(), trigger.times(), trigger.probability(), trigger.seed()));
    }

    private Fault wire(Kind kind, long amount) {
        return with(kind + (amount == 0 ? "" : " " + amount),
                new FaultPlan.Effect(
                        effect.status(), effect.body(), effect.headers(), effect.delay(), new WireFault(kind, amount)));
    }

    private Fault with(String text, int status, String body) {
        return with(text, new FaultPlan.Effect(status, body, effect.headers(), effect.delay(), effect.wire()));
    }

    private Fault with(String text, FaultPlan.Trigger changed) {
        return new Fault(pathPrefix, description + ", " + text, changed, effect);
    }

    private Fault with(String text, FaultPlan.Effect changed) {
        return new Fault(pathPrefix, description + ", " + text, trigger, changed);
    }
}
