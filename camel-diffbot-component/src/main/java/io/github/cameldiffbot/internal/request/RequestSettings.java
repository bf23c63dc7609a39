/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.util.Map;
import java.util.function.BiFunction;

import io.github.cameldiffbot.DiffbotOperations;
import io.github.cameldiffbot.data.DataFormat;
import io.github.cameldiffbot.internal.client.form.UrlOptions;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * The settings of an endpoint for requests of messages.
 *
 * @param jobType                the type of its jobs
 * @param jobName                the name of its job or a pattern; null if messages name the job
 * @param validateName           whether names must be valid for Diffbot
 * @param operation              the operation; null if messages name it
 * @param urls                   the URLs of a bulk job if a message has none; or null
 * @param seeds                  the seeds of a crawl if a message has none; or null
 * @param urlOptions             the options for reading URLs
 * @param options                the job settings that are set by an option of their own
 * @param otherSettings          settings that are sent unchecked
 * @param allowedMessageSettings the names of settings that messages may contain, separated by commas; or null
 * @param baseUrl                the address of the API
 * @param num                    the number of results unless a message sets it; null for all
 * @param format                 the format of results unless a message sets it
 * @param query                  the query if a message has none; or null
 * @param webhookUrl             finds the URL of the webhook route for the type and name of a job
 */
public record RequestSettings(
        JobType jobType, @Nullable String jobName, boolean validateName, @Nullable DiffbotOperations operation,
        @Nullable String urls, @Nullable String seeds,
        UrlOptions urlOptions, Map<JobSetting, Object> options, Map<String, Object> otherSettings,
        @Nullable String allowedMessageSettings, String baseUrl, @Nullable Integer num, DataFormat format,
        @Nullable String query,
        BiFunction<JobType, String, String> webhookUrl) {

    /**
     * Returns the value of the option for a setting; null if it is not set.
     */
    @Nullable
    Object option(JobSetting setting) {
        return options.get(setting);
    }
}
