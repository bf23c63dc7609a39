/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.github.cameldiffbot.internal.client.form.UrlOptions;
import io.github.cameldiffbot.internal.event.EventSettings;
import io.github.cameldiffbot.internal.operation.OperationSettings;
import io.github.cameldiffbot.internal.request.JobSetting;
import io.github.cameldiffbot.internal.request.RequestSettings;
import io.github.cameldiffbot.internal.result.ResultSettings;

/**
 * Creates the settings that an endpoint passes to the packages below it.
 */
final class EndpointSettings {

    private static final Duration NO_TIMEOUT = Duration.ofDays(36_500);

    private static final Map<JobSetting, Function<DiffbotConfiguration, Object>> OPTIONS = new EnumMap<>(JobSetting.class);

    static {
        OPTIONS.put(JobSetting.apiUrl, DiffbotConfiguration::getApiUrl);
        OPTIONS.put(JobSetting.notifyEmail, DiffbotConfiguration::getNotifyEmail);
        OPTIONS.put(JobSetting.notifyWebhook, DiffbotConfiguration::getNotifyWebhook);
        OPTIONS.put(JobSetting.obeyRobots, DiffbotConfiguration::getObeyRobots);
        OPTIONS.put(JobSetting.repeat, DiffbotConfiguration::getRepeat);
        OPTIONS.put(JobSetting.maxRounds, DiffbotConfiguration::getMaxRounds);
        OPTIONS.put(JobSetting.pageProcessPattern, DiffbotConfiguration::getPageProcessPattern);
        OPTIONS.put(JobSetting.useCanonical, DiffbotConfiguration::getUseCanonical);
        OPTIONS.put(JobSetting.useProxies, DiffbotConfiguration::getUseProxies);
        OPTIONS.put(JobSetting.crawlDelay, DiffbotConfiguration::getCrawlDelay);
        OPTIONS.put(JobSetting.seedRecrawlFrequency, DiffbotConfiguration::getSeedRecrawlFrequency);
        OPTIONS.put(JobSetting.customHeaders, DiffbotConfiguration::getCustomHeaders);
        OPTIONS.put(JobSetting.urlCrawlPattern, DiffbotConfiguration::getUrlCrawlPattern);
        OPTIONS.put(JobSetting.urlCrawlRegEx, DiffbotConfiguration::getUrlCrawlRegEx);
        OPTIONS.put(JobSetting.urlProcessPattern, DiffbotConfiguration::getUrlProcessPattern);
        OPTIONS.put(JobSetting.urlProcessRegEx, DiffbotConfiguration::getUrlProcessRegEx);
        OPTIONS.put(JobSetting.maxHops, DiffbotConfiguration::getMaxHops);
        OPTIONS.put(JobSetting.maxToCrawl, DiffbotConfiguration::getMaxToCrawl);
        OPTIONS.put(JobSetting.maxToProcess, DiffbotConfiguration::getMaxToProcess);
        OPTIONS.put(JobSetting.maxToCrawlPerSubdomain, DiffbotConfiguration::getMaxToCrawlPerSubdomain);
        OPTIONS.put(JobSetting.maxToProcessPerSubdomain, DiffbotConfiguration::getMaxToProcessPerSubdomain);
        OPTIONS.put(JobSetting.restrictDomain, DiffbotConfiguration::getRestrictDomain);
        OPTIONS.put(JobSetting.restrictSubdomain, DiffbotConfiguration::getRestrictSubdomain);
        OPTIONS.put(JobSetting.onlyProcessIfNew, DiffbotConfiguration::getOnlyProcessIfNew);
    }

    private EndpointSettings() {
    }

    static RequestSettings request(DiffbotEndpoint endpoint) {
        DiffbotConfiguration options = endpoint.getConfiguration();
        return new RequestSettings(
                options.getJobType(), options.getJobName(), options.isValidateName(), options.getOperation(),
                options.getUrls(), options.getSeeds(),
                new UrlOptions(
                        options.getOnBadUrl() == OnBadUrl.skip, options.getMaxUrls(), options.isAllowNestedUrls(),
                        StandardCharsets.UTF_8),
                jobSettings(options), new LinkedHashMap<>(options.getSettings()), options.getAllowedMessageSettings(),
                options.getBaseUrl(), options.getNum(), options.getFormat(), options.getQuery(),
                (type, name) -> WebhookRoutes.find(endpoint, type, name));
    }

    static OperationSettings operation(DiffbotConfiguration options) {
        return new OperationSettings(
                options.getOnExisting(), options.getStatus(), options.isValidateName(),
                options.getTimeout() <= 0 ? NO_TIMEOUT : Duration.ofMillis(options.getTimeout()), options.getOnTimeout(),
                options.getOnStop(), options.isFailOnPause());
    }

    static EventSettings events(DiffbotConfiguration options) {
        return new EventSettings(
                options.toString(), options.getJobType(), options.getJobName(), options.isValidateName(),
                options.getEvents(), options.getFetch(), options.getIdempotentKey(), options.getIdempotentRepository(),
                options.isDeleteAfterCompletion());
    }

    static ResultSettings results(DiffbotConfiguration options) {
        return new ResultSettings(
                options.getFetch(), options.getFormat(), options.getNum(), options.getUrlStatus(), options.isRaw(),
                options.getLocalWorkDirectory(), options.getMaxDownloadSize(),
                options.getMaxRecords(), options.getMaxRecordSize(),
                options.getObjectMapper(), options.getRecordType(), options.getOnBadRecord(),
                options.isKeepToken() ? null : options.getToken(), options.isUnique(), options.isFailOnMissingRecords(),
                options.isIncremental(), options.getStateRepository(),
                options.getLookbackWindow());
    }

    private static Map<JobSetting, Object> jobSettings(DiffbotConfiguration options) {
        Map<JobSetting, Object> set = new EnumMap<>(JobSetting.class);
        OPTIONS.forEach((setting, option) -> {
            Object value = option.apply(options);
            if (value != null && !(value instanceof Map<?, ?> map && map.isEmpty())) {
                set.put(setting, value);
            }
        });
        return set;
    }
}
