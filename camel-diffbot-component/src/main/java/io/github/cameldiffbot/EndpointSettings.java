/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.github.cameldiffbot.internal.client.form.UrlOptions;
import io.github.cameldiffbot.internal.context.CarriedHeaders;
import io.github.cameldiffbot.internal.context.CountedCredits;
import io.github.cameldiffbot.internal.context.JobContexts;
import io.github.cameldiffbot.internal.event.EventSettings;
import io.github.cameldiffbot.internal.operation.OperationSettings;
import io.github.cameldiffbot.internal.request.JobSetting;
import io.github.cameldiffbot.internal.request.RepositoryOption;
import io.github.cameldiffbot.internal.request.RequestSettings;
import io.github.cameldiffbot.internal.result.ResultSettings;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;

/**
 * Creates what an endpoint passes to the packages below it, with its options.
 */
final class EndpointSettings {

    private static final Duration NO_TIMEOUT = Duration.ofDays(36_500);

    private static final DiffbotEndpointConfigurer VALUES = new DiffbotEndpointConfigurer();

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
                jobSettings(endpoint), new LinkedHashMap<>(options.getSettings()), options.getAllowedMessageSettings(),
                options.getBaseUrl(), options.getNum(), options.getFormat(), options.getQuery(),
                (type, name) -> WebhookRoutes.find(endpoint, type, name));
    }

    static OperationSettings operation(DiffbotConfiguration options) {
        return new OperationSettings(
                options.getOnExisting(), options.getClaimRepository(), options.getMaxCredits(), options.getReserveCredits(),
                new CarriedHeaders(options.getCarry()), options.getStatus(),
                options.isValidateName(),
                options.getTimeout() <= 0 ? NO_TIMEOUT : Duration.ofMillis(options.getTimeout()), options.getOnTimeout(),
                options.getOnStop(), options.isFailOnPause());
    }

    static EventSettings events(DiffbotConfiguration options) {
        return new EventSettings(
                options.toString(), options.getJobType(), options.getJobName(), options.isValidateName(),
                options.getEvents(), options.getFetch(), options.getIdempotentKey(), options.getIdempotentRepository(),
                // a claim alone would let the next node handle the event again
                options.getIdempotentRepository() == null ? null : options.getClaimRepository(),
                options.isDeleteAfterCompletion());
    }

    static ResultSettings results(DiffbotConfiguration options) {
        return new ResultSettings(
                options.getFetch(), options.getFormat(), options.getNum(), options.getUrlStatus(), options.isRaw(),
                options.getLocalWorkDirectory(), options.getMaxDownloadSize(),
                options.getMaxRecords(), options.getGroupSize(), options.getMaxRecordSize(),
                options.getObjectMapper(), options.getRecordType(), options.getOnBadRecord(),
                options.isKeepToken() ? null : options.getToken(), options.isUnique(), options.isFailOnMissingRecords(),
                options.isIncremental(), options.getStateRepository(),
                options.getLookbackWindow());
    }

    /**
     * Returns the headers that are carried for jobs.
     */
    static JobContexts contexts(DiffbotEndpoint endpoint) {
        Supplier<StateRepository<String, String>> repository = contextRepository(endpoint);
        return repository == null
                ? endpoint.getComponent().shared().contexts().of(account(endpoint)) : new JobContexts(repository);
    }

    /**
     * Returns the counter of credits.
     */
    static CountedCredits credits(DiffbotEndpoint endpoint) {
        return endpoint.getComponent().shared().credits().of(account(endpoint), contextRepository(endpoint));
    }

    private static String account(DiffbotEndpoint endpoint) {
        return endpoint.getConfiguration().getBaseUrl() + " " + endpoint.getConfiguration().getToken();
    }

    private static @Nullable Supplier<StateRepository<String, String>> contextRepository(DiffbotEndpoint endpoint) {
        StateRepository<String, String> repository = endpoint.getConfiguration().getContextRepository();
        return repository == null ? null : () -> {
            RepositoryOption.start(endpoint.getCamelContext(), "contextRepository", repository,
                    "The headers of jobs would be lost, so nothing is submitted or delivered");
            return repository;
        };
    }

    private static Map<JobSetting, Object> jobSettings(DiffbotEndpoint endpoint) {
        Map<JobSetting, Object> set = new EnumMap<>(JobSetting.class);
        for (JobSetting setting : JobSetting.values()) {
            Object value = VALUES.getOptionValue(endpoint, setting.name(), false);
            if (value != null && !(value instanceof Map<?, ?> map && map.isEmpty())) {
                set.put(setting, value);
            }
        }
        return set;
    }
}
