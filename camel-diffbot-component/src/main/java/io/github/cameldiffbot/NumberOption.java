/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The options that are numbers or durations, and what they take. A text that is none, and a value out of range, stop
 * the endpoint from starting.
 */
enum NumberOption {

    timeout(Kind.duration, -1, DiffbotConfiguration::getTimeout),
    maxUrls(Kind.whole, 0, DiffbotConfiguration::getMaxUrls),
    repeat(Kind.decimal, 0, DiffbotConfiguration::getRepeat),
    maxRounds(Kind.whole, -1, Integer.MAX_VALUE, DiffbotConfiguration::getMaxRounds),
    maxHops(Kind.whole, -1, Integer.MAX_VALUE, DiffbotConfiguration::getMaxHops),
    maxToCrawl(Kind.whole, -1, DiffbotConfiguration::getMaxToCrawl),
    maxToProcess(Kind.whole, -1, DiffbotConfiguration::getMaxToProcess),
    maxToCrawlPerSubdomain(Kind.whole, -1, DiffbotConfiguration::getMaxToCrawlPerSubdomain),
    maxToProcessPerSubdomain(Kind.whole, -1, DiffbotConfiguration::getMaxToProcessPerSubdomain),
    crawlDelay(Kind.decimal, -1, DiffbotConfiguration::getCrawlDelay),
    seedRecrawlFrequency(Kind.decimal, -1, DiffbotConfiguration::getSeedRecrawlFrequency),
    num(Kind.whole, 1, Integer.MAX_VALUE, DiffbotConfiguration::getNum),
    maxRecords(Kind.whole, 0, DiffbotConfiguration::getMaxRecords),
    incrementalOverlap(Kind.duration, 0, Kind.TEN_YEARS, DiffbotConfiguration::getIncrementalOverlap),
    maxDownloadSize(Kind.whole, 0, DiffbotConfiguration::getMaxDownloadSize),
    maxRecordSize(Kind.whole, Long.MIN_VALUE, DiffbotConfiguration::getMaxRecordSize),
    maxStringLength(Kind.whole, Integer.MIN_VALUE, Integer.MAX_VALUE, DiffbotConfiguration::getMaxStringLength),
    maxNestingDepth(Kind.whole, Integer.MIN_VALUE, Integer.MAX_VALUE, DiffbotConfiguration::getMaxNestingDepth),
    maxNumberLength(Kind.whole, Integer.MIN_VALUE, Integer.MAX_VALUE, DiffbotConfiguration::getMaxNumberLength),
    maxMessagesPerPoll(Kind.whole, Integer.MIN_VALUE, Integer.MAX_VALUE, DiffbotConfiguration::getMaxMessagesPerPoll),
    healthCheckMaxPollAge(Kind.duration, -1, Kind.TEN_YEARS, DiffbotConfiguration::getHealthCheckMaxPollAge),
    webhookMaxBytes(Kind.whole, 1, 1 << 30, DiffbotConfiguration::getWebhookMaxBytes),

    delay(Kind.duration, 1, Kind.TEN_YEARS),
    initialDelay(Kind.duration, 0, Kind.TEN_YEARS),
    repeatCount(Kind.whole, 0, Long.MAX_VALUE),
    backoffMultiplier(Kind.whole, 0, Integer.MAX_VALUE),
    backoffIdleThreshold(Kind.whole, 0, Integer.MAX_VALUE),
    backoffErrorThreshold(Kind.whole, 0, Integer.MAX_VALUE),

    maxRequestsPerSecond(DiffbotComponent::getMaxRequestsPerSecond, Kind.decimal, 0, Long.MAX_VALUE),
    requestTimeout(DiffbotComponent::getRequestTimeout, Kind.duration, 0, Kind.TEN_YEARS),
    dataTimeout(DiffbotComponent::getDataTimeout, Kind.duration, 0, Kind.TEN_YEARS),
    maxRetries(DiffbotComponent::getMaxRetries, Kind.whole, 0, Integer.MAX_VALUE),
    retryDelay(DiffbotComponent::getRetryDelay, Kind.duration, 0, Kind.TEN_YEARS),
    maxRetryDelay(DiffbotComponent::getMaxRetryDelay, Kind.duration, 0, Kind.TEN_YEARS),
    pollInterval(DiffbotComponent::getPollInterval, Kind.duration, 1, Kind.TEN_YEARS),
    maxPollInterval(DiffbotComponent::getMaxPollInterval, Kind.duration, 1, Kind.TEN_YEARS),
    maxWaits(DiffbotComponent::getMaxWaits, Kind.whole, 0, Integer.MAX_VALUE),
    waitPoolSize(DiffbotComponent::getWaitPoolSize, Kind.whole, 1, Integer.MAX_VALUE),
    maxActiveJobs(DiffbotComponent::getMaxActiveJobs, Kind.whole, 0, Integer.MAX_VALUE),
    maxQueuedJobs(DiffbotComponent::getMaxQueuedJobs, Kind.whole, 0, Integer.MAX_VALUE);

    private static final Map<String, NumberOption> BY_NAME
            = Arrays.stream(values())
                    .collect(Collectors.toMap(option -> option.name().toLowerCase(Locale.ROOT), option -> option));

    private final Kind kind;
    private final long min;
    private final long max;
    private final Function<DiffbotConfiguration, Number> ofEndpoint;
    private final Function<DiffbotComponent, Number> ofComponent;

    enum Kind {
        whole,
        decimal,
        duration;

        private static final long TEN_YEARS = 3650L * 24 * 3600 * 1000;
    }

    NumberOption(Kind kind, long min, Function<DiffbotConfiguration, Number> value) {
        this(kind, min, Long.MAX_VALUE, value, null);
    }

    NumberOption(Kind kind, long min, long max, Function<DiffbotConfiguration, Number> value) {
        this(kind, min, max, value, null);
    }

    // of Camel's scheduler, which keeps its values
    NumberOption(Kind kind, long min, long max) {
        this(kind, min, max, null, null);
    }

    NumberOption(Function<DiffbotComponent, Number> value, Kind kind, long min, long max) {
        this(kind, min, max, null, value);
    }

    NumberOption(Kind kind, long min, long max, Function<DiffbotConfiguration, Number> ofEndpoint,
                 Function<DiffbotComponent, Number> ofComponent) {
        this.kind = kind;
        this.min = min;
        this.max = max;
        this.ofEndpoint = ofEndpoint;
        this.ofComponent = ofComponent;
    }

    /**
     * The option of a name in any case, or null when it is not a number.
     */
    static NumberOption of(String name) {
        return BY_NAME.get(name.toLowerCase(Locale.ROOT));
    }

    Kind kind() {
        return kind;
    }

    /**
     * Checks the values that an endpoint has, wherever they were set.
     *
     * @throws IllegalArgumentException when one is out of range
     */
    static void checkAll(DiffbotConfiguration configuration) {
        for (NumberOption option : values()) {
            if (option.ofEndpoint != null) {
                option.checkRange(option.ofEndpoint.apply(configuration));
            }
        }
    }

    /**
     * The same for the options that only the component has.
     */
    static void checkAll(DiffbotComponent component) {
        for (NumberOption option : values()) {
            if (option.ofComponent != null) {
                option.checkRange(option.ofComponent.apply(component));
            }
        }
    }

    /**
     * Checks a text or number that is to become the value of the option.
     *
     * @param  place                    begins the error, as <code>Option num</code> or
     *                                  <code>Header CamelDiffbotNum</code>
     * @return                          the number; of a duration its milliseconds
     * @throws IllegalArgumentException when it is not such a number, or out of range
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
            throw new IllegalArgumentException(place + " is " + OptionText.shown(value) + ". It takes " + takes() + blanks, e);
        }
        if (number.compareTo(BigDecimal.valueOf(min)) < 0 || number.compareTo(BigDecimal.valueOf(max)) > 0) {
            throw new IllegalArgumentException(place + " is " + value + ". It takes " + takes());
        }
        return number;
    }

    private void checkRange(Number value) {
        if (value != null) {
            checked("Option " + name(), value);
        }
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
