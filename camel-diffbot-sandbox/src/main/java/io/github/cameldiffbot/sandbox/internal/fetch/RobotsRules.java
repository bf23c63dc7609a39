/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.github.cameldiffbot.sandbox.internal.url.Urls;

/** The rules of a robots.txt for Diffbot's crawler. The longest matching rule applies; Allow wins a tie. */
public final class RobotsRules {

    /** Allows everything. */
    public static final RobotsRules NONE = new RobotsRules(List.of(), -1);

    private static final String AGENT = "diffbot";

    private final List<Rule> rules;
    private final long delayMillis;

    private RobotsRules(List<Rule> rules, long delayMillis) {
        this.rules = rules;
        this.delayMillis = delayMillis;
    }

    /** Parses a robots.txt: the group of Diffbot's user agent if there is one, else the group for all agents. */
    public static RobotsRules parse(String text) {
        Group ours = new Group();
        Group all = new Group();
        List<Group> current = new ArrayList<>();
        boolean inRules = false;
        for (String raw : text.split("\\R")) {
            String line = raw.replaceFirst("#.*", "").trim();
            int colon = line.indexOf(':');
            if (colon < 0) {
                continue;
            }
            String key = line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).trim();
            if (key.equals("user-agent")) {
                if (inRules) {
                    current.clear();
                    inRules = false;
                }
                if (value.equals("*")) {
                    current.add(all);
                } else if (value.toLowerCase(Locale.ROOT).contains(AGENT)) {
                    current.add(ours);
                }
            } else {
                inRules = true;
                current.forEach(group -> group.add(key, value));
            }
        }
        Group chosen = ours.used ? ours : all;
        return new RobotsRules(List.copyOf(chosen.rules), chosen.delayMillis);
    }

    /** Returns whether a normalized URL may be fetched. */
    public boolean allows(String url) {
        String pathAndQuery = Urls.pathAndQuery(url);
        Rule best = null;
        for (Rule rule : rules) {
            if (rule.pattern.matcher(pathAndQuery).lookingAt() && (best == null || rule.length > best.length
                    || rule.length == best.length && rule.allow)) {
                best = rule;
            }
        }
        return best == null || best.allow;
    }

    /** Returns the crawl delay in milliseconds, or -1 if none is given. */
    public long delayMillis() {
        return delayMillis;
    }

    private record Rule(Pattern pattern, int length, boolean allow) {

        static Rule of(String path, boolean allow) {
            boolean anchored = path.endsWith("$");
            String body = anchored ? path.substring(0, path.length() - 1) : path;
            StringBuilder regex = new StringBuilder();
            for (String part : body.split("\\*", -1)) {
                regex.append(regex.length() == 0 ? "" : ".*").append(Pattern.quote(part));
            }
            return new Rule(Pattern.compile(regex + (anchored ? "$" : "")), path.length(), allow);
        }
    }

    private static final class Group {

        private final List<Rule> rules = new ArrayList<>();
        private long delayMillis = -1;
        private boolean used;

        void add(String key, String value) {
            used = true;
            if (key.equals("crawl-delay")) {
                try {
                    delayMillis = Math.round(Double.parseDouble(value) * 1000);
                } catch (NumberFormatException e) {
                    delayMillis = -1;
                }
            } else if ((key.equals("allow") || key.equals("disallow")) && !value.isEmpty()) {
                rules.add(Rule.of(value, key.equals("allow")));
            }
        }
    }
}
