/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * Resolves and checks the settings of a job. The header and the body of the message, which must not contradict each
 * other, override the options of the endpoint. Only settings that are set are sent.
 */
public final class JobSettingsResolver {

    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]++:[^\\r\\n]*+");

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Set<String> fromMessage = new HashSet<>();
    private final Map<String, @Nullable String> origins = new LinkedHashMap<>();
    private final RequestSettings endpoint;
    private final JobType type;
    private final Supplier<String> webhookUrl;

    private JobSettingsResolver(RequestSettings endpoint, JobType type, Supplier<String> webhookUrl) {
        this.endpoint = endpoint;
        this.type = type;
        this.webhookUrl = webhookUrl;
    }

    /**
     * Returns the settings to send.
     *
     * @param  settings                 the settings of the endpoint
     * @param  type                     the type of the job
     * @param  header                   settings in the message's header, or null
     * @param  body                     settings in the message's body, or null
     * @param  apiUrl                   the Extract API in the message's header, or null
     * @param  apiUrlNeeded             whether a default Extract API is sent if none is set
     * @param  webhookUrl               finds the URL for notifyWebhook=auto
     * @throws IllegalArgumentException with the place and the solution, if a value is invalid
     */
    public static FormParameters collect(
            RequestSettings settings, JobType type, @Nullable Map<?, ?> header, @Nullable Map<?, ?> body,
            @Nullable String apiUrl,
            boolean apiUrlNeeded, Supplier<String> webhookUrl) {
        JobSettingsResolver collector = new JobSettingsResolver(settings, type, webhookUrl);
        collector.options();
        Map<String, Object> given = collector.message(header, body, apiUrl);
        collector.values.putAll(given);
        collector.fromMessage.addAll(given.keySet());
        if (apiUrlNeeded) {
            collector.values.putIfAbsent(JobSetting.apiUrl.name(), "analyze");
        }
        return collector.toParameters();
    }

    private void options() {
        endpoint.options().forEach((setting, value) -> put(values, setting.name(), value, "option " + setting.name()));
        endpoint.otherSettings().forEach((name, value) -> {
            put(values, name, value, "option settings." + name);
            // sent unchecked, so that new settings of Diffbot can be used
            origins.put(name, null);
        });
    }

    private Map<String, Object> message(
            @Nullable Map<?, ?> header, @Nullable Map<?, ?> body, @Nullable String apiUrl) {
        Map<String, Object> given = new LinkedHashMap<>();
        if (body != null) {
            body.forEach((name, value) -> put(given, Objects.toString(name, ""), value,
                    "setting " + Excerpt.of(name) + " in the body"));
        }
        if (header != null) {
            header.forEach((name, value) -> put(given, Objects.toString(name, ""), value,
                    "setting " + Excerpt.of(name) + " in the header " + DiffbotConstants.SETTINGS));
        }
        if (apiUrl != null) {
            put(given, JobSetting.apiUrl.name(), apiUrl, "header " + DiffbotConstants.API_URL);
        }
        return given;
    }

    private void put(Map<String, Object> map, String name, @Nullable Object value, String origin) {
        if (value == null) {
            return;
        }
        if (JobSetting.isHugeNumber(value)) {
            throw new IllegalArgumentException("The " + origin + " is a number with too many digits");
        }
        Object other = map.put(name, value);
        if (other != null && !Objects.equals(other.toString(), value.toString())) {
            throw new IllegalArgumentException(
                    "The " + origin + " is '" + shown(name, value) + "' and the " + origins.get(name) + " is '"
                                               + shown(name, other) + "'. Set only one of them");
        }
        origins.put(name, origin);
    }

    private FormParameters toParameters() {
        FormParameters parameters = new FormParameters();
        MessageSettings allowed = new MessageSettings(endpoint);
        values.forEach((name, value) -> {
            Object sent = sent(name, value);
            if (name.equals(JobSetting.customHeaders.name())) {
                ((List<?>) sent).forEach(header -> parameters.add(name, header));
            } else if (WebhookUrls.AUTO.equals(sent) && name.equals(JobSetting.notifyWebhook.name())) {
                parameters.add(name, webhookUrl.get());
            } else {
                parameters.add(name, sent);
            }
            if (fromMessage.contains(name)) {
                allowed.check(name, sent, origins.get(name));
            }
        });
        return parameters;
    }

    private Object sent(String name, Object value) {
        String origin = origins.get(name);
        JobSetting setting = origin == null ? null : JobSetting.of(name);
        if (name.equals(JobSetting.customHeaders.name())) {
            return headers(value);
        }
        if (name.equals(JobSetting.apiUrl.name())) {
            return BaseUrl.apiUrl(value.toString(), endpoint.baseUrl());
        }
        if (name.equals(JobSetting.notifyWebhook.name()) && value.toString().trim().equals(WebhookUrls.AUTO)) {
            return WebhookUrls.AUTO;
        }
        return setting == null ? value : checked(setting, value, origin);
    }

    private Object checked(JobSetting setting, Object value, @Nullable String origin) {
        if (setting.isCrawlOnly() && type == JobType.bulk) {
            throw new IllegalArgumentException(
                    "The " + origin + " is for crawls, and this is a bulk job. Remove it, or pass it on unchecked as"
                                               + " settings." + setting);
        }
        try {
            return setting.checked(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The " + origin + " is '" + shown(setting.name(), value) + "'. It " + e.getMessage(), e);
        }
    }

    /**
     * Masks the path of the URL of a webhook, which is a secret.
     */
    private static String shown(String name, Object value) {
        String text = Excerpt.of(value);
        return name.equals(JobSetting.notifyWebhook.name()) ? text.replaceFirst("([^:/])/.*", "$1/xxxxxx") : text;
    }

    private static List<String> headers(Object value) {
        List<String> headers;
        if (value instanceof Map<?, ?> map) {
            headers = map.entrySet().stream().map(entry -> entry.getKey() + ":" + entry.getValue()).toList();
        } else if (value instanceof Collection<?> collection) {
            headers = collection.stream().map(Objects::toString).toList();
        } else {
            headers = value.toString().lines().toList();
        }
        for (String header : headers) {
            if (!HEADER.matcher(header).matches()) {
                throw new IllegalArgumentException(
                        "The setting customHeaders has '" + Excerpt.of(header).replaceFirst("[:=].*", "...")
                                                   + "'. Each header is Name:value on one line");
            }
        }
        return headers;
    }
}
