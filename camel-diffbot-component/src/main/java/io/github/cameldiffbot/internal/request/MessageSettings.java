/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.cameldiffbot.internal.text.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * Checks the settings of a message. Settings that reach other servers, cost credits or are unknown require the option
 * {@code allowedMessageSettings}. A value that the endpoint has anyway, or a lower limit, is always allowed.
 */
final class MessageSettings {

    /** The name of the option. */
    static final String OPTION = "allowedMessageSettings";

    private static final String ALL = "*";
    private static final Set<JobSetting> GUARDED = EnumSet.of(JobSetting.apiUrl, JobSetting.notifyEmail,
            JobSetting.notifyWebhook, JobSetting.customHeaders, JobSetting.repeat, JobSetting.seedRecrawlFrequency);
    private static final Map<JobSetting, Boolean> HARMLESS_FLAGS = new EnumMap<>(
            Map.of(
                    JobSetting.useProxies, false, JobSetting.obeyRobots, true, JobSetting.restrictDomain, true,
                    JobSetting.onlyProcessIfNew, true));
    // Diffbot's default limits; null for no limit
    private static final Map<JobSetting, Long> DEFAULT_LIMITS = new EnumMap<>(JobSetting.class);

    static {
        DEFAULT_LIMITS.put(JobSetting.maxToCrawl, 100_000L);
        DEFAULT_LIMITS.put(JobSetting.maxToProcess, 100_000L);
        DEFAULT_LIMITS.put(JobSetting.maxToCrawlPerSubdomain, null);
        DEFAULT_LIMITS.put(JobSetting.maxToProcessPerSubdomain, null);
        DEFAULT_LIMITS.put(JobSetting.maxHops, null);
        DEFAULT_LIMITS.put(JobSetting.maxRounds, null);
    }

    private final RequestSettings settings;
    private final Set<String> allowed;

    MessageSettings(RequestSettings settings) {
        this.settings = settings;
        String names = settings.allowedMessageSettings();
        this.allowed = names == null
                ? Set.of()
                : Arrays.stream(names.split(",")).map(String::trim).filter(name -> !name.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Checks a setting.
     *
     * @param  value                    the value that is sent
     * @param  origin                   the place in the message
     * @throws IllegalArgumentException if the setting is not allowed
     */
    void check(String name, Object value, @Nullable String origin) {
        if (allowed.contains(ALL) || allowed.contains(name)) {
            return;
        }
        JobSetting setting = JobSetting.of(name);
        if (setting == null || !isSameAsOption(setting, value) && !isHarmless(setting, value)) {
            throw new IllegalArgumentException(
                    "The " + origin + " is not allowed from a message" + reason(setting, value)
                                               + ". Set it as an option of the endpoint, or allow it with the option " + OPTION
                                               + "=" + Excerpt.of(name));
        }
    }

    private boolean isSameAsOption(JobSetting setting, Object value) {
        Object option = settings.option(setting);
        if (option instanceof Number && value instanceof Number) {
            return new BigDecimal(option.toString()).compareTo(new BigDecimal(value.toString())) == 0;
        }
        return option != null && option.toString().equals(value.toString());
    }

    private boolean isHarmless(JobSetting setting, Object value) {
        if (HARMLESS_FLAGS.containsKey(setting)) {
            return HARMLESS_FLAGS.get(setting).equals(value);
        }
        if (DEFAULT_LIMITS.containsKey(setting)) {
            return isWithin(limit(setting), (Long) value, setting);
        }
        return switch (setting) {
            case apiUrl -> BaseUrl.isOwnApi(value.toString(), settings.baseUrl());
            // the application's own route
            case notifyWebhook -> WebhookUrls.AUTO.equals(value);
            // 0 ends a repetition, and a negative value means never
            case repeat, seedRecrawlFrequency -> ((BigDecimal) value).signum() <= 0;
            default -> !GUARDED.contains(setting);
        };
    }

    private @Nullable Long limit(JobSetting setting) {
        Number option = (Number) settings.option(setting);
        return option == null ? DEFAULT_LIMITS.get(setting) : isLimit(option.longValue(), setting) ? option.longValue() : null;
    }

    private static boolean isWithin(@Nullable Long limit, long value, JobSetting setting) {
        return limit == null || isLimit(value, setting) && value <= limit;
    }

    // 0 hops are the seeds alone; for all other limits 0 is not a limit
    private static boolean isLimit(long value, JobSetting setting) {
        return setting == JobSetting.maxHops ? value >= 0 : value > 0;
    }

    private String reason(@Nullable JobSetting setting, Object value) {
        if (setting == null) {
            return ", as this version does not know it";
        }
        if (DEFAULT_LIMITS.containsKey(setting)) {
            return ", as " + value + " is more than the limit of " + limit(setting);
        }
        return setting == JobSetting.apiUrl ? ", as it is not on the server of baseUrl or names a proxy" : "";
    }
}
