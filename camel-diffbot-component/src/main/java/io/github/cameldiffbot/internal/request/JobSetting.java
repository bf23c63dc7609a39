/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The settings of a job that Diffbot documents, by Diffbot's names, with the check of their values. Each is also an
 * option of the component.
 */
public enum JobSetting {

    apiUrl(JobSetting::text),
    notifyEmail(JobSetting::text),
    notifyWebhook(JobSetting::webhook),
    obeyRobots(JobSetting::flag),
    repeat(JobSetting::decimal),
    maxRounds(JobSetting::integer),
    pageProcessPattern(JobSetting::text),
    useCanonical(JobSetting::flag),
    useProxies(JobSetting::flag),
    crawlDelay(JobSetting::decimal),
    seedRecrawlFrequency(JobSetting::decimal),
    customHeaders(UnaryOperator.identity()),
    urlCrawlPattern(JobSetting::urlPattern, true),
    urlCrawlRegEx(JobSetting::regEx, true),
    urlProcessPattern(JobSetting::urlPattern, true),
    urlProcessRegEx(JobSetting::regEx, true),
    maxHops(JobSetting::integer, true),
    maxToCrawl(JobSetting::integer, true),
    maxToProcess(JobSetting::integer, true),
    maxToCrawlPerSubdomain(JobSetting::integer, true),
    maxToProcessPerSubdomain(JobSetting::integer, true),
    restrictDomain(JobSetting::flag, true),
    restrictSubdomain(JobSetting::flag, true),
    onlyProcessIfNew(JobSetting::flag, true);

    private static final int MAX_NUMBER_BITS = 128;
    private static final Map<String, JobSetting> BY_NAME
            = Arrays.stream(values()).collect(Collectors.toMap(JobSetting::name, Function.identity()));

    private final UnaryOperator<Object> check;
    private final boolean crawlOnly;

    JobSetting(UnaryOperator<Object> check) {
        this(check, false);
    }

    JobSetting(UnaryOperator<Object> check, boolean crawlOnly) {
        this.check = check;
        this.crawlOnly = crawlOnly;
    }

    /**
     * Returns the setting of a name; null if Diffbot does not document it.
     */
    static @Nullable JobSetting of(String name) {
        return BY_NAME.get(name);
    }

    public boolean isCrawlOnly() {
        return crawlOnly;
    }

    /**
     * Checks a value and converts it to the type that is sent.
     *
     * @throws IllegalArgumentException with the valid values
     */
    Object checked(Object value) {
        return check.apply(value);
    }

    // before all other checks, because some take more than linear time and all quote the value
    private static String shortText(Object value) {
        String text = value.toString();
        if (text.length() > BaseUrl.MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "has " + text.length() + " characters. It must not have more than " + BaseUrl.MAX_LENGTH);
        }
        return text.trim();
    }

    private static Object shortNumber(Object value) {
        return value instanceof Number ? value : shortText(value);
    }

    /**
     * Returns whether a value is a number whose text would be very long.
     */
    static boolean isHugeNumber(Object value) {
        long bits = value instanceof BigInteger whole
                ? whole.bitLength()
                : value instanceof BigDecimal decimal
                        ? Math.max(decimal.unscaledValue().bitLength(), Math.abs((long) decimal.scale()))
                : 0;
        return bits > MAX_NUMBER_BITS;
    }

    private static Object text(Object value) {
        return value.toString();
    }

    private static Object webhook(Object value) {
        String text = shortText(value);
        if (!text.isEmpty() && !text.equals(WebhookUrls.AUTO) && !BaseUrl.isHttp(text)) {
            throw new IllegalArgumentException("must be an http or https URL, or " + WebhookUrls.AUTO);
        }
        return text;
    }

    private static Object flag(Object value) {
        return switch (shortText(value)) {
            case "true", "1" -> Boolean.TRUE;
            case "false", "0" -> Boolean.FALSE;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static Object integer(Object value) {
        try {
            return NumberText.whole(shortNumber(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number in digits, such as 10000", e);
        }
    }

    private static Object decimal(Object value) {
        try {
            return NumberText.decimal(shortNumber(value));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a number in digits, such as 0.25", e);
        }
    }

    private static Object urlPattern(Object value) {
        String text = value.toString();
        if (text.codePoints().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(
                    "has white space, which no URL has. In an endpoint's address and under parameters in YAML a + becomes a"
                                               + " blank: write RAW(...) around the value");
        }
        return text;
    }

    private static Object regEx(Object value) {
        shortText(value);
        urlPattern(value);
        try {
            Pattern.compile(value.toString());
            return value.toString();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "must be a regular expression: " + e.getDescription()
                                               + ". If Diffbot takes it nevertheless, pass it on unchecked as a setting of"
                                               + " the endpoint, settings.NAME=value",
                    e);
        }
    }
}
