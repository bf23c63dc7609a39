/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Something that is to go wrong: which requests, how often, and what they get instead of an answer. Each method gives a
 * new fault, so that one can be kept and varied.
 */
public final class Fault {

    private final String pathPrefix;
    private final Predicate<SandboxRequest> condition;
    private final int skip;
    private final int times;
    private final int status;
    private final String body;
    private final Map<String, String> headers;
    private final Duration delay;

    private Fault(
                  String pathPrefix, Predicate<SandboxRequest> condition, int skip, int times, int status, String body,
                  Map<String, String> headers, Duration delay) {
        this.pathPrefix = pathPrefix;
        this.condition = condition;
        this.skip = skip;
        this.times = times;
        this.status = status;
        this.body = body;
        this.headers = headers;
        this.delay = delay;
    }

    /**
     * A fault that meets all requests of a path and does nothing yet.
     *
     * @param  pathPrefix with which the path begins, as in {@code /v3/bulk}
     * @return            the fault
     */
    public static Fault on(String pathPrefix) {
        return new Fault(pathPrefix, request -> true, 0, Integer.MAX_VALUE, 0, "", Map.of(), Duration.ZERO);
    }

    /**
     * Narrows the requests down.
     *
     * @param  more what a request has to fulfil too
     * @return      the narrower fault
     */
    public Fault when(Predicate<SandboxRequest> more) {
        return new Fault(pathPrefix, condition.and(more), skip, times, status, body, headers, delay);
    }

    /**
     * Lets the first requests pass.
     *
     * @param  number how many
     * @return        the later fault
     */
    public Fault after(int number) {
        return new Fault(pathPrefix, condition, number, times, status, body, headers, delay);
    }

    /**
     * Bounds how often it happens.
     *
     * @param  number how many times
     * @return        the rarer fault
     */
    public Fault times(int number) {
        return new Fault(pathPrefix, condition, skip, number, status, body, headers, delay);
    }

    /**
     * Answers instead of the API.
     *
     * @param  httpStatus the status
     * @return            the fault
     */
    public Fault status(int httpStatus) {
        return new Fault(pathPrefix, condition, skip, times, httpStatus, body, headers, delay);
    }

    /**
     * Gives the answer a body; without a status it is 200.
     *
     * @param  text the body
     * @return      the fault
     */
    public Fault body(String text) {
        return new Fault(pathPrefix, condition, skip, times, status == 0 ? 200 : status, text, headers, delay);
    }

    /**
     * Gives the answer a header.
     *
     * @param  name  of the header
     * @param  value of the header
     * @return       the fault
     */
    public Fault header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Fault(pathPrefix, condition, skip, times, status, body, Map.copyOf(more), delay);
    }

    /**
     * Lets the answer come late; without a status or body it is the true one.
     *
     * @param  time how late
     * @return      the fault
     */
    public Fault delay(Duration time) {
        return new Fault(pathPrefix, condition, skip, times, status, body, headers, time);
    }

    /**
     * Whether a request is meant.
     *
     * @param  request the request
     * @return         true if path and condition fit
     */
    public boolean matches(SandboxRequest request) {
        return request.path().startsWith(pathPrefix) && condition.test(request);
    }

    /**
     * How many requests pass first.
     *
     * @return the number
     */
    public int skip() {
        return skip;
    }

    /**
     * How often it happens.
     *
     * @return the number
     */
    public int times() {
        return times;
    }

    /**
     * The status of the answer.
     *
     * @return an HTTP status, or 0 if the true answer is given
     */
    public int status() {
        return status;
    }

    /**
     * The body of the answer.
     *
     * @return the body, possibly empty
     */
    public String body() {
        return body;
    }

    /**
     * The headers of the answer.
     *
     * @return by name
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * How late the answer is.
     *
     * @return the delay, possibly zero
     */
    public Duration delay() {
        return delay;
    }
}
