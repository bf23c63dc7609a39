/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import io.github.cameldiffbot.internal.client.form.UrlOptions;
import io.github.cameldiffbot.internal.client.form.UrlReader;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.request.JobRequest;
import io.github.cameldiffbot.internal.request.JobSettingsResolver;
import io.github.cameldiffbot.internal.request.JobStatusFilter;
import io.github.cameldiffbot.internal.request.NumberOption;
import io.github.cameldiffbot.internal.request.Placeholders;
import io.github.cameldiffbot.internal.request.UrlStatusFilter;
import io.github.cameldiffbot.internal.request.WebhookUrls;
import org.jspecify.annotations.Nullable;

/**
 * Checks the options of an endpoint at its start, and again where only the message shows whether an option has an
 * effect.
 */
final class EndpointCheck {

    private static final DiffbotEndpoint DEFAULTS = new DiffbotEndpoint(
            "diffbot", new DiffbotComponent(), new DiffbotConfiguration());
    private static final DiffbotEndpointConfigurer VALUES = new DiffbotEndpointConfigurer();
    // Diffbot sends these; its other headers have no hyphen
    private static final List<String> HYPHENATED = List.of("User-Agent", "Accept-Language", "X-Evaluate");

    private final DiffbotEndpoint endpoint;
    private final DiffbotConfiguration options;
    private final Set<String> named;

    /**
     * @param named the options in the endpoint's address
     */
    EndpointCheck(DiffbotEndpoint endpoint, Set<String> named) {
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
        this.named = named;
    }

    /**
     * Checks the options at the start of the endpoint.
     *
     * @throws IllegalArgumentException with the option, its value and the solution
     */
    void start(EndpointUse.Role role) {
        EndpointUse use = use(role, role == EndpointUse.Role.producer ? options.getOperation() : null);
        checkPlaceholders(options);
        NumberOption.checkAll(endpoint, VALUES);
        options.getCustomHeaders().keySet().forEach(EndpointCheck::checkHeader);
        Set<String> set = set();
        OptionRules.check(set, use);
        boolean known = use.role() != EndpointUse.Role.producer || use.operation() != null;
        if (OptionScope.SUBMISSIONS.covers(use) && (known || set.stream().anyMatch(OptionRules::isOfSubmissions))) {
            submission();
        }
        if (use.operation() == DiffbotOperations.list) {
            JobStatusFilter.parse(options.getStatus());
        } else if (known && OptionScope.URL_REPORTS.covers(use)) {
            UrlStatusFilter.of(options.getUrlStatus());
        }
    }

    /**
     * Checks the options against a message, as far as they could not be checked at the start of the endpoint.
     */
    void message(JobRequest request, boolean operationGiven) {
        EndpointUse use = use(EndpointUse.Role.producer, request.operation());
        if (OptionScope.READS.covers(use)) {
            OptionRules.checkConflicts(use.with(request.format(), request.num()));
        }
        if (!operationGiven && options.getOperation() == null) {
            OptionRules.check(set(), use);
        }
    }

    private EndpointUse use(EndpointUse.Role role, @Nullable DiffbotOperations operation) {
        return EndpointUse.of(role, operation, endpoint);
    }

    private Set<String> set() {
        Set<String> set = new TreeSet<>();
        for (String option : named) {
            Object value = VALUES.getOptionValue(endpoint, option, false);
            Object standard = VALUES.getOptionValue(DEFAULTS, option, false);
            if (value != null && !value.equals(standard)) {
                set.add(option);
            }
        }
        return set;
    }

    private void submission() {
        JobSettingsResolver.collect(endpoint.requestSettings(), options.getJobType(), null, null, null, false,
                () -> WebhookUrls.AUTO);
        urls("urls", options.getUrls());
        urls("seeds", options.getSeeds());
    }

    private void urls(String option, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return;
        }
        UrlOptions reading = UrlOptions.DEFAULT.withSkipBad(true).withMax(options.getMaxUrls())
                .withNestedAllowed(options.isAllowNestedUrls());
        String fault;
        try (UrlReader reader = UrlSource.ofString(value, reading).open()) {
            String url = reader.next();
            while (url != null) {
                url = reader.next();
            }
            fault = reader.firstBad();
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("Option " + option + ": " + e.getMessage(), e);
        }
        if (fault != null) {
            throw new IllegalArgumentException(
                    "Option " + option + ": " + fault + ". Where a URL has a & or +, write " + option + "=RAW(...)");
        }
    }

    /**
     * Checks the options that a placeholder can fill, except the token.
     *
     * @throws IllegalArgumentException if one of them contains an unresolved placeholder
     */
    static void checkPlaceholders(DiffbotConfiguration options) {
        Placeholders.check("webhookVerifyToken", options.getWebhookVerifyToken());
        Placeholders.check("baseUrl", options.getBaseUrl());
        Placeholders.check("jobName", options.getJobName());
        Placeholders.checkWhole("apiUrl", options.getApiUrl());
        Placeholders.checkWhole("urls", options.getUrls());
        Placeholders.checkWhole("seeds", options.getSeeds());
        Placeholders.checkWhole("notifyEmail", options.getNotifyEmail());
        Placeholders.checkWhole("notifyWebhook", options.getNotifyWebhook());
        Placeholders.checkWhole("localWorkDirectory", options.getLocalWorkDirectory());
        options.getCustomHeaders().forEach((name, value) -> Placeholders.checkWhole("customHeaders." + name, value));
        options.getSettings().forEach((name, value) -> Placeholders.checkWhole("settings." + name, value));
    }

    private static void checkHeader(String name) {
        for (String known : HYPHENATED) {
            if (name.equalsIgnoreCase(known.replace("-", ""))) {
                throw new IllegalArgumentException(
                        "Option customHeaders has '" + name + "', and " + known + " is meant: Camel takes hyphens out of names"
                                                   + " in properties and under parameters in YAML. Write"
                                                   + " camel.component.diffbot.custom-headers[" + known + "], or"
                                                   + " customHeaders." + known + " in the address");
            }
        }
    }
}
