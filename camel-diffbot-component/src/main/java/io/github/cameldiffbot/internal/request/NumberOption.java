/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.camel.spi.PropertyConfigurerGetter;
import org.jspecify.annotations.Nullable;

/**
 * The options that are numbers or durations, with their ranges. The endpoint does not start with an invalid or
 * out-of-range value.
 */
public enum NumberOption {

    timeout(Kind.duration, -1),
    maxUrls(Kind.whole, 0),
    maxCredits(Kind.whole, 0),
    reserveCredits(Kind.whole, 0),
    repeat(Kind.decimal, 0),
    maxRounds(Kind.whole, -1, Integer.MAX_VALUE),
    maxHops(Kind.whole, -1, Integer.MAX_VALUE),
    maxToCrawl(Kind.whole, -1),
    maxToProcess(Kind.whole, -1),
    maxToCrawlPerSubdomain(Kind.whole, -1),
    maxToProcessPerSubdomain(Kind.whole, -1),
    crawlDelay(Kind.decimal, -1),
    seedRecrawlFrequency(Kind.decimal, -1),
    num(Kind.whole, 1, Integer.MAX_VALUE),
    maxRecords(Kind.whole, 0),
    groupSize(Kind.whole, 0, 100_000),
    lookbackWindow(Kind.duration, 0, Kind.TEN_YEARS),
    retention(Kind.duration, 0, Kind.TEN_YEARS),
    maxDownloadSize(Kind.whole, 0),
    maxRecordSize(Kind.whole, Long.MIN_VALUE),
    maxMessagesPerPoll(Kind.whole, Integer.MIN_VALUE, Integer.MAX_VALUE),

    delay(Kind.duration, 1, Kind.TEN_YEARS),
    initialDelay(Kind.duration, 0, Kind.TEN_YEARS),
    repeatCount(Kind.whole, 0, Long.MAX_VALUE),
    backoffMultiplier(Kind.whole, 0, Integer.MAX_VALUE),
    backoffIdleThreshold(Kind.whole, 0, Integer.MAX_VALUE),
    backoffErrorThreshold(Kind.whole, 0, Integer.MAX_VALUE),

    maxRequestsPerSecond(Kind.decimal, 0, Long.MAX_VALUE),
    requestTimeout(Kind.duration, 0, Kind.TEN_YEARS),
    dataTimeout(Kind.duration, 0, Kind.TEN_YEARS),
    maxRetries(Kind.whole, 0, Integer.MAX_VALUE),
    retryDelay(Kind.duration, 0, Kind.TEN_YEARS),
    maxRetryDelay(Kind.duration, 0, Kind.TEN_YEARS),
    pollInterval(Kind.duration, 1, Kind.TEN_YEARS),
    maxPollInterval(Kind.duration, 1, Kind.TEN_YEARS),
    maxActiveJobs(Kind.whole, 0, Integer.MAX_VALUE);

    /** The options of Camel's scheduler, which has defaults of its own. */
    private static final Set<NumberOption> OF_SCHEDULER = EnumSet.range(delay, backoffErrorThreshold);
    private static final Map<String, NumberOption> BY_NAME
            = Arrays.stream(values())
                    .collect(Collectors.toMap(option -> option.name().toLowerCase(Locale.ROOT), option -> option));

    private final Kind kind;
    private final long min;
    private final long max;

    enum Kind {
        whole,
        decimal,
        duration;

        private static final long TEN_YEARS = 3650L * 24 * 3600 * 1000;
    }

    NumberOption(Kind kind, long min) {
        this(kind, min, Long.MAX_VALUE);
    }

    NumberOption(Kind kind, long min, long max) {
        this.kind = kind;
        this.min = min;
        this.max = max;
    }

    /**
     * Returns the option of a name regardless of case; null if it is not a number.
     */
    static @Nullable NumberOption of(String name) {
        return BY_NAME.get(name.toLowerCase(Locale.ROOT));
    }

    Kind kind() {
        return kind;
    }

    /**
     * Checks the values of an endpoint or component.
     *
     * @param  getter                   returns the value of an option of the target
     * @throws IllegalArgumentException if a value is out of range
     */
    public static void checkAll(Object target, PropertyConfigurerGetter getter) {
        for (NumberOption option : values()) {
            if (!OF_SCHEDULER.contains(option) && getter.getOptionValue(target, option.name(), false) instanceof Number value) {
                option.checked("Option " + option.name(), value);
            }
        }
    }

    /**
     * Checks a value of the option.
     *
     * @param  place                    the start of the error message, such as {@code Option num} or
     *                                  {@code Header CamelDiffbotNum}
     * @return                          the number, or the milliseconds of a duration
     * @throws IllegalArgumentException if the value is invalid or out of range
     */
    BigDecimal checked(String place, Object value) {
        BigDecimal number;
        try {
            number = switch (kind) {
                case whole -> BigDecimal.valueOf(NumberText.whole(value));
                case duration ->
                    BigDecimal.valueOf(this == initialDelay ? NumberText.unitMillis(value) : NumberText.millis(value));
                case decimal -> NumberText.decimal(value);
            };
        } catch (NumberFormatException e) {
            String blanks = value.toString().equals(value.toString().strip()) ? "" : ". Remove the white space around it";
            throw new IllegalArgumentException(place + " is " + OptionText.shown(value) + ". It takes " + takes() + blanks);
        }
        if (number.compareTo(BigDecimal.valueOf(min)) < 0 || number.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw new IllegalArgumentException(place + " is " + value + ". It takes " + takes());
        }
        return number;
    }

    private String takes() {
        String what = switch (kind) {
            case whole -> "a whole number";
            case decimal -> "a number";
            case duration -> "milliseconds, or a duration with the units d, h, m, s and ms, such as 1h30m,";
        };
        String range = (min < -1 ? "" : min == 1 ? " above 0" : " of " + min + " or more")
                       + (max == Long.MAX_VALUE ? "" : kind == Kind.duration ? " and at most 3650d" : " and at most " + max);
        return what + range + (kind == Kind.duration ? "" : ", in digits such as " + (kind == Kind.whole ? "10000" : "0.25"));
    }
}
