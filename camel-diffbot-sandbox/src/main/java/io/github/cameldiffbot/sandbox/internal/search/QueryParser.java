/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.search;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.cameldiffbot.sandbox.internal.search.Query.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Parses the query language: words (all must match), {@code "phrases"}, {@code field:value}, {@code -not}, {@code OR},
 * {@code AND}, parentheses, {@code site:}, {@code min:field:value}, {@code max:field:value}, {@code sortby:} and
 * {@code revsortby:}.
 */
public final class QueryParser {

    private static final Pattern TOKEN
            = Pattern.compile("\\(|\\)|-?(?:[\\w.]+:)*(?:\"[^\"]*\"?|[^\\s()\"]+)");
    private static final Pattern FIELD = Pattern.compile("((?:min|max):)?([A-Za-z_][\\w.]*):(.+)", Pattern.DOTALL);

    private static final int MAX_LENGTH = 2_000;
    private static final int MAX_DEPTH = 50;

    private final List<String> tokens = new ArrayList<>();
    private final List<String> terms = new ArrayList<>();
    private @Nullable String sortField;
    private boolean descending;
    private int next;
    private int depth;

    private QueryParser(String query) {
        if (query.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The query has more than " + MAX_LENGTH + " characters");
        }
        Matcher matcher = TOKEN.matcher(query);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
    }

    /**
     * Parses a query. An empty query matches all records.
     *
     * @throws IllegalArgumentException if the query is too long or nested too deeply
     */
    public static Query parse(String query) {
        QueryParser parser = new QueryParser(query);
        Condition condition = parser.alternatives();
        while (parser.next < parser.tokens.size()) {
            // an unmatched closing parenthesis is ignored
            parser.next++;
            condition = and(condition, parser.alternatives());
        }
        return new Query(condition, parser.sortField, parser.descending, List.copyOf(parser.terms));
    }

    private Condition alternatives() {
        if (++depth > MAX_DEPTH) {
            throw new IllegalArgumentException("The query has more than " + MAX_DEPTH + " nested parentheses");
        }
        Condition condition = all();
        while (peek("OR")) {
            next++;
            Condition left = condition;
            Condition right = all();
            condition = node -> left.matches(node) || right.matches(node);
        }
        depth--;
        return condition;
    }

    private Condition all() {
        Condition condition = node -> true;
        while (next < tokens.size() && !peek(")") && !peek("OR")) {
            if (peek("AND")) {
                next++;
            } else {
                condition = and(condition, one());
            }
        }
        return condition;
    }

    private Condition one() {
        String token = tokens.get(next++);
        if (token.equals("-") && peek("(")) {
            return not(one());
        }
        if (token.equals("(")) {
            Condition inner = alternatives();
            if (peek(")")) {
                next++;
            }
            return inner;
        }
        if (token.startsWith("-") && token.length() > 1) {
            return not(term(token.substring(1)));
        }
        return term(token);
    }

    private Condition term(String token) {
        Matcher matcher = token.startsWith("\"") ? null : FIELD.matcher(token);
        if (matcher == null || !matcher.matches()) {
            String words = unquote(token);
            terms.add(words);
            return node -> RecordFields.anywhere(node, words);
        }
        String field = matcher.group(2);
        String value = unquote(matcher.group(3));
        if (matcher.group(1) != null) {
            return bound(field, value, matcher.group(1).startsWith("min"));
        }
        if (field.equals("sortby") || field.equals("revsortby")) {
            sortField = value;
            descending = field.equals("sortby");
            return node -> true;
        }
        terms.add(token);
        if (field.equals("site")) {
            return node -> onSite(node.path("pageUrl").asText(), value) || onSite(node.path("resolvedPageUrl").asText(), value);
        }
        return node -> RecordFields.values(node, field).stream().anyMatch(found -> RecordFields.anywhere(found, value));
    }

    private boolean peek(String token) {
        return next < tokens.size() && tokens.get(next).equals(token);
    }

    private static Condition bound(String field, String value, boolean lower) {
        OptionalDouble limit = RecordFields.measure(value);
        return node -> RecordFields.values(node, field).stream().map(found -> RecordFields.measure(found.asText()))
                .anyMatch(found -> found.isPresent() && limit.isPresent()
                        && (lower ? found.getAsDouble() >= limit.getAsDouble() : found.getAsDouble() <= limit.getAsDouble()));
    }

    private static boolean onSite(String url, String site) {
        String authority = url.replaceFirst("^https?://", "").replaceFirst("/.*", "");
        String host = site.contains(":") ? authority : authority.replaceFirst(":\\d+$", "");
        return host.equals(site) || host.endsWith("." + site);
    }

    private static Condition and(Condition left, Condition right) {
        return node -> left.matches(node) && right.matches(node);
    }

    private static Condition not(Condition condition) {
        return node -> !condition.matches(node);
    }

    private static String unquote(String text) {
        return text.replace("\"", "");
    }
}
