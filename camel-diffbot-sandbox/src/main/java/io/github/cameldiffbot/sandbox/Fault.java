/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.cameldiffbot.sandbox.api.FaultPlan;
import io.github.cameldiffbot.sandbox.http.WireFault;
import io.github.cameldiffbot.sandbox.http.WireFault.Kind;

/**
 * Something that is to go wrong: which requests, how often, and what they get instead of an answer. Each method gives a
 * new fault, so that one can be kept and varied.
 * <p>
 * A fault with a status or a body answers instead of the API, which then does nothing. Any other fault lets the API do
 * what it was asked and spoils the true answer: so a call can be carried out whose answer never arrives.
 */
public final class Fault {

    private final String pathPrefix;
    private Predicate<SandboxRequest> condition = request -> true;
    private int skip;
    private int times = Integer.MAX_VALUE;
    private double probability = 1;
    private long seed;
    private int status;
    private String body = "";
    private Map<String, String> headers = Map.of();
    private Duration delay = Duration.ZERO;
    private WireFault wire = WireFault.NONE;
    private String text;

    private Fault(String pathPrefix) {
        this.pathPrefix = pathPrefix;
        this.text = pathPrefix;
    }

    private Fault(Fault other, String more) {
        this.pathPrefix = other.pathPrefix;
        this.condition = other.condition;
        this.skip = other.skip;
        this.times = other.times;
        this.probability = other.probability;
        this.seed = other.seed;
        this.status = other.status;
        this.body = other.body;
        this.headers = other.headers;
        this.delay = other.delay;
        this.wire = other.wire;
        this.text = other.text + ", " + more;
    }

    /**
     * A fault that meets all requests of a path and does nothing yet.
     *
     * @param  pathPrefix with which the path begins, as in {@code /v3/bulk}
     * @return            the fault
     */
    public static Fault on(String pathPrefix) {
        return new Fault(pathPrefix);
    }

    /**
     * Narrows the requests down.
     *
     * @param  more what a request has to fulfil too
     * @return      the changed fault
     */
    public Fault when(Predicate<SandboxRequest> more) {
        Fault fault = new Fault(this, "when a condition holds");
        fault.condition = condition.and(more);
        return fault;
    }

    /**
     * Narrows the requests down to one method.
     *
     * @param  name GET or POST
     * @return      the changed fault
     */
    public Fault method(String name) {
        Fault fault = new Fault(this, "method " + name);
        fault.condition = condition.and(request -> request.method().equals(name));
        return fault;
    }

    /**
     * Narrows the requests down to some jobs.
     *
     * @param  pattern their name, where {@code *} stands for anything
     * @return         the changed fault
     */
    public Fault job(String pattern) {
        Fault fault = new Fault(this, "job " + pattern);
        Pattern names = Pattern.compile(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
        fault.condition
                = condition.and(request -> request.param("name") != null && names.matcher(request.param("name")).matches());
        return fault;
    }

    /**
     * Lets the first requests pass.
     *
     * @param  number how many
     * @return        the changed fault
     */
    public Fault after(int number) {
        Fault fault = new Fault(this, "after " + number);
        fault.skip = number;
        return fault;
    }

    /**
     * Bounds how often it happens.
     *
     * @param  number how many times
     * @return        the changed fault
     */
    public Fault times(int number) {
        Fault fault = new Fault(this, "times " + number);
        fault.times = number;
        return fault;
    }

    /**
     * Lets it happen to one request only.
     *
     * @param  number which, from 1
     * @return        the changed fault
     */
    public Fault call(int number) {
        return after(number - 1).times(1);
    }

    /**
     * Leaves it to chance.
     *
     * @param  chance     0 for never to 1 for always
     * @param  randomSeed with the same seed the same requests are met
     * @return            the changed fault
     */
    public Fault probability(double chance, long randomSeed) {
        Fault fault = new Fault(this, "probability " + chance + " with seed " + randomSeed);
        fault.probability = chance;
        fault.seed = randomSeed;
        return fault;
    }

    /**
     * Answers instead of the API.
     *
     * @param  httpStatus the status
     * @return            the changed fault
     */
    public Fault status(int httpStatus) {
        Fault fault = new Fault(this, "status " + httpStatus);
        fault.status = httpStatus;
        return fault;
    }

    /**
     * Gives the answer a body; without a status it is 200.
     *
     * @param  content the body
     * @return         the changed fault
     */
    public Fault body(String content) {
        Fault fault = new Fault(this, "body of " + content.length() + " characters");
        fault.status = status == 0 ? 200 : status;
        fault.body = content;
        return fault;
    }

    /**
     * Gives the answer a header.
     *
     * @param  name  of the header
     * @param  value of the header
     * @return       the changed fault
     */
    public Fault header(String name, String value) {
        Fault fault = new Fault(this, name + ": " + value);
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        fault.headers = Map.copyOf(more);
        return fault;
    }

    /**
     * Answers with a redirect; without a status it is 302.
     *
     * @param  location where to
     * @return          the changed fault
     */
    public Fault redirect(String location) {
        return (status == 0 ? status(302) : this).header("Location", location);
    }

    /**
     * Lets the answer come late; without a status or body it is the true one.
     *
     * @param  time how late
     * @return      the changed fault
     */
    public Fault delay(Duration time) {
        Fault fault = new Fault(this, "delay " + time);
        fault.delay = time;
        return fault;
    }

    /**
     * Resets the connection instead of answering.
     *
     * @return the changed fault
     */
    public Fault reset() {
        return wire(Kind.RESET, -1);
    }

    /**
     * Resets the connection in the middle of the body.
     *
     * @param  bytes of the body that are sent first
     * @return       the changed fault
     */
    public Fault resetAfter(long bytes) {
        return wire(Kind.RESET, bytes);
    }

    /**
     * Closes the connection without a byte of an answer.
     *
     * @return the changed fault
     */
    public Fault hangUp() {
        return wire(Kind.TRUNCATE, -1);
    }

    /**
     * Closes the connection in the middle of the body.
     *
     * @param  bytes of the body that are sent
     * @return       the changed fault
     */
    public Fault truncateAfter(long bytes) {
        return wire(Kind.TRUNCATE, bytes);
    }

    /**
     * Ends the body in the middle, and properly: nothing but its content shows that something is missing.
     *
     * @param  bytes of the body that are sent
     * @return       the changed fault
     */
    public Fault endAfter(long bytes) {
        return wire(Kind.END, bytes);
    }

    /**
     * Leaves out the last byte of the body, which is the closing bracket of a list.
     *
     * @return the changed fault
     */
    public Fault missingBracket() {
        return wire(Kind.DROP_LAST, 1);
    }

    /**
     * Sends nothing more in the middle of the body, and keeps the connection open.
     *
     * @param  bytes of the body that are sent first; below zero not even the head
     * @return       the changed fault
     */
    public Fault stallAfter(long bytes) {
        return wire(Kind.STALL, bytes);
    }

    /**
     * Sends the body very slowly.
     *
     * @param  bytesPerSecond how slowly
     * @return                the changed fault
     */
    public Fault dribble(int bytesPerSecond) {
        return wire(Kind.DRIBBLE, bytesPerSecond);
    }

    /**
     * Sends garbage where the next chunk should begin.
     *
     * @param  bytes of the body that are sent first
     * @return       the changed fault
     */
    public Fault brokenChunkAfter(long bytes) {
        return wire(Kind.BROKEN_CHUNK, bytes);
    }

    /**
     * Gives a wrong Content-Length.
     *
     * @param  difference above zero for one that is too long, below zero for one that is too short
     * @return            the changed fault
     */
    public Fault wrongLength(long difference) {
        return wire(Kind.WRONG_LENGTH, difference);
    }

    /**
     * Gives neither a Content-Length nor chunks: the body ends where the connection does.
     *
     * @return the changed fault
     */
    public Fault withoutLength() {
        return wire(Kind.NO_LENGTH, 0);
    }

    /**
     * Packs the body with gzip and spoils it.
     *
     * @return the changed fault
     */
    public Fault brokenGzip() {
        return wire(Kind.BROKEN_GZIP, 0);
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
     * The fault as the server goes by it.
     *
     * @return all of it
     */
    public FaultPlan plan() {
        return new FaultPlan(this::matches, text, skip, times, probability, seed, status, body, headers, delay, wire);
    }

    @Override
    public String toString() {
        return text;
    }

    private Fault wire(Kind kind, long amount) {
        Fault fault = new Fault(this, kind + (amount == 0 ? "" : " " + amount));
        fault.wire = new WireFault(kind, amount);
        return fault;
    }
}
