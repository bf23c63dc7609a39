/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** The settings of a job: the parameter, its type, and its defaults for bulk jobs and crawls. */
public enum Setting {

    API_URL("apiUrl", Kind.TEXT, "", ""),
    NOTIFY_EMAIL("notifyEmail", Kind.TEXT, "", ""),
    NOTIFY_WEBHOOK("notifyWebhook", Kind.TEXT, "", ""),
    CUSTOM_HEADERS("customHeaders", Kind.HEADERS, "", ""),
    OBEY_ROBOTS("obeyRobots", Kind.FLAG, 1L, 1L),
    REPEAT("repeat", Kind.NUMBER, 0.0, 0.0),
    MAX_ROUNDS("maxRounds", Kind.INT, -1L, -1L),
    PAGE_PROCESS_PATTERN("pageProcessPattern", Kind.TEXT, "", ""),
    URL_CRAWL_PATTERN("urlCrawlPattern", Kind.TEXT, "", ""),
    URL_CRAWL_REGEX("urlCrawlRegEx", Kind.TEXT, "", ""),
    URL_PROCESS_PATTERN("urlProcessPattern", Kind.TEXT, "", ""),
    URL_PROCESS_REGEX("urlProcessRegEx", Kind.TEXT, "", ""),
    MAX_HOPS("maxHops", Kind.INT, -1L, -1L),
    MAX_TO_CRAWL("maxToCrawl", Kind.INT, null, 100_000L),
    MAX_TO_PROCESS("maxToProcess", Kind.INT, null, 100_000L),
    MAX_TO_CRAWL_PER_SUBDOMAIN("maxToCrawlPerSubdomain", Kind.INT, null, -1L),
    MAX_TO_PROCESS_PER_SUBDOMAIN("maxToProcessPerSubdomain", Kind.INT, null, -1L),
    RESTRICT_DOMAIN("restrictDomain", Kind.FLAG, null, 1L),
    RESTRICT_SUBDOMAIN("restrictSubdomain", Kind.FLAG, null, 0L),
    ONLY_PROCESS_IF_NEW("onlyProcessIfNew", Kind.FLAG, null, 1L),
    USE_CANONICAL("useCanonical", Kind.FLAG, 1L, 1L),
    USE_PROXIES("useProxies", Kind.FLAG, 0L, 0L),
    CRAWL_DELAY("crawlDelay", Kind.NUMBER, -1.0, 0.25),
    SEED_RECRAWL_FREQUENCY("seedRecrawlFrequency", Kind.NUMBER, -1.0, -1.0);

    /** The type of a value. */
    public enum Kind {
        /** Any text. */
        TEXT,
        /** A whole number. */
        INT,
        /** A number. */
        NUMBER,
        /** 0 or 1. */
        FLAG,
        /** A list of {@code Name:value}. */
        HEADERS
    }

    private final String wire;
    private final Kind kind;
    private final @Nullable Object bulkDefault;
    private final Object crawlDefault;

    Setting(String wire, Kind kind, @Nullable Object bulkDefault, Object crawlDefault) {
        this.wire = wire;
        this.kind = kind;
        this.bulkDefault = bulkDefault;
        this.crawlDefault = crawlDefault;
    }

    /** Returns the name of the parameter in Diffbot's spelling. */
    public String wire() {
        return wire;
    }

    /** Returns whether some parameters include a setting. */
    public static boolean isAnyIn(Map<String, List<String>> params) {
        return Stream.of(values()).anyMatch(setting -> params.containsKey(setting.wire));
    }

    public Kind kind() {
        return kind;
    }

    /** Returns the default, or null if jobs of this type do not have the setting. */
    @Nullable
    Object defaultFor(JobType type) {
        return type == JobType.BULK ? bulkDefault : crawlDefault;
    }

    /** Returns whether responses in the format of 2015 omit the setting. */
    public boolean isNew() {
        return switch (this) {
            case USE_CANONICAL, USE_PROXIES, CUSTOM_HEADERS, SEED_RECRAWL_FREQUENCY, RESTRICT_DOMAIN, RESTRICT_SUBDOMAIN,
                    MAX_TO_CRAWL_PER_SUBDOMAIN, MAX_TO_PROCESS_PER_SUBDOMAIN ->
                true;
            default -> false;
        };
    }
}
