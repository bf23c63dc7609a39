/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Settings of a job, as a message body for the operations create and update. They override the options of the endpoint,
 * and only what is set here is sent. Names, units and defaults are those of the options. Settings that cost credits or
 * reach other systems must be listed in the option {@code allowedMessageSettings}.
 */
public final class DiffbotJobSettings {

    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Map<String, Object> customHeaders = new LinkedHashMap<>();

    /**
     * Sets the URLs of a bulk job, in any form that a body can have.
     */
    public DiffbotJobSettings urls(Object urls) {
        return set("urls", urls);
    }

    /**
     * Sets the seeds of a crawl, in any form that a body can have.
     */
    public DiffbotJobSettings seeds(Object seeds) {
        return set("seeds", seeds);
    }

    /**
     * Sets the Extract API: a full URL, or a name with an optional query such as {@code article?fields=meta}.
     */
    public DiffbotJobSettings apiUrl(String apiUrl) {
        return set("apiUrl", apiUrl);
    }

    /**
     * Adds a header for the page requests.
     */
    public DiffbotJobSettings customHeader(String name, String value) {
        customHeaders.put(name, value);
        return set("customHeaders", customHeaders);
    }

    public DiffbotJobSettings notifyEmail(String address) {
        return set("notifyEmail", address);
    }

    public DiffbotJobSettings notifyWebhook(String url) {
        return set("notifyWebhook", url);
    }

    public DiffbotJobSettings obeyRobots(boolean obey) {
        return set("obeyRobots", obey);
    }

    /**
     * Sets the days from the end of a round to the start of the next.
     */
    public DiffbotJobSettings repeat(double days) {
        return set("repeat", days);
    }

    public DiffbotJobSettings maxRounds(int rounds) {
        return set("maxRounds", rounds);
    }

    public DiffbotJobSettings pageProcessPattern(String pattern) {
        return set("pageProcessPattern", pattern);
    }

    public DiffbotJobSettings urlCrawlPattern(String pattern) {
        return set("urlCrawlPattern", pattern);
    }

    public DiffbotJobSettings urlCrawlRegEx(String regEx) {
        return set("urlCrawlRegEx", regEx);
    }

    public DiffbotJobSettings urlProcessPattern(String pattern) {
        return set("urlProcessPattern", pattern);
    }

    public DiffbotJobSettings urlProcessRegEx(String regEx) {
        return set("urlProcessRegEx", regEx);
    }

    public DiffbotJobSettings maxHops(int hops) {
        return set("maxHops", hops);
    }

    public DiffbotJobSettings maxToCrawl(long pages) {
        return set("maxToCrawl", pages);
    }

    public DiffbotJobSettings maxToProcess(long pages) {
        return set("maxToProcess", pages);
    }

    /**
     * Sets the seconds between two requests to one IP address.
     */
    public DiffbotJobSettings crawlDelay(double seconds) {
        return set("crawlDelay", seconds);
    }

    public DiffbotJobSettings useProxies(boolean use) {
        return set("useProxies", use);
    }

    public DiffbotJobSettings onlyProcessIfNew(boolean only) {
        return set("onlyProcessIfNew", only);
    }

    /**
     * Sets any setting by Diffbot's name; null removes it.
     */
    public DiffbotJobSettings set(String name, @Nullable Object value) {
        if (value == null) {
            settings.remove(name);
        } else {
            settings.put(name, value);
        }
        return this;
    }

    /**
     * Returns the settings by Diffbot's names, as an unmodifiable map.
     */
    public Map<String, Object> toMap() {
        return Collections.unmodifiableMap(settings);
    }

    @Override
    public String toString() {
        return "DiffbotJobSettings" + settings.keySet();
    }
}
