/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;

/** The rules of a robots.txt for Diffbot's crawler, by RFC 9309, with {@code Crawl-delay} and without {@code Allow}. */
public final class RobotsRules {

    /** Diffbot does not obey these lines; they still end a group of user agents. */
    private static final Pattern ALLOW = Pattern.compile("(?im)^(\\s*allow\\s*:?).*$");
    private static final String UNUSED_PATH = " /a-path-that-no-site-has";

    /** Allows nothing. */
    static final RobotsRules ALLOW_NONE = new RobotsRules(new SimpleRobotRules(RobotRulesMode.ALLOW_NONE));
    /** Allows everything. */
    public static final RobotsRules ALLOW_ALL = new RobotsRules(new SimpleRobotRules(RobotRulesMode.ALLOW_ALL));

    private static final List<String> USER_AGENTS = List.of("diffbot");

    private final BaseRobotRules rules;

    private RobotsRules(BaseRobotRules rules) {
        this.rules = rules;
    }

    /** Parses a robots.txt: the groups of Diffbot's user agent if there are any, else the groups for all agents. */
    static RobotsRules parse(FetchResult file) {
        // no limit of the crawl delay, and no warnings in the log
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser(Long.MAX_VALUE, 0);
        String lines = ALLOW.matcher(new String(file.body(), StandardCharsets.ISO_8859_1)).replaceAll("$1" + UNUSED_PATH);
        return new RobotsRules(
                parser.parseContent(
                        file.url(), lines.getBytes(StandardCharsets.ISO_8859_1), file.contentType(), USER_AGENTS));
    }

    /** Returns whether a normalized URL may be fetched. */
    public boolean allows(String url) {
        return rules.isAllowed(url);
    }

    /** Returns the crawl delay in milliseconds, or -1 if none is given. */
    public long delayMillis() {
        return Math.max(-1, rules.getCrawlDelay());
    }
}
