/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.util.Map;
import java.util.function.BiFunction;

import io.github.cameldiffbot.DataFormat;
import io.github.cameldiffbot.DiffbotOperations;
import io.github.cameldiffbot.internal.client.form.UrlOptions;
import io.github.cameldiffbot.job.JobType;

/**
 * What an endpoint says about the requests that messages make.
 *
 * @param jobType                the type of its jobs
 * @param jobName                the name of its job or a pattern; null where messages name jobs
 * @param validateName           whether names must be valid for Diffbot
 * @param operation              what it does; null where messages say so
 * @param urls                   the URLs of a bulk job where a message has none; or null
 * @param seeds                  the same for a crawl
 * @param urlOptions             how URLs are read
 * @param options                the settings of jobs that have an option of their own, without those that are not set
 * @param otherSettings          settings that are sent as they are
 * @param allowedMessageSettings names of settings that a message may bring, separated by commas; or null
 * @param baseUrl                the server of the API
 * @param num                    how many results to read where a message does not say so; null for all
 * @param format                 the format of results where a message does not say so
 * @param query                  the query where a message has none; or null
 * @param webhookUrl             finds the URL of the webhook route for the type and name of a job
 */
public record RequestSettings(
        JobType jobType, String jobName, boolean validateName, DiffbotOperations operation, String urls, String seeds,
        UrlOptions urlOptions, Map<JobSetting, Object> options, Map<String, Object> otherSettings,
        String allowedMessageSettings, String baseUrl, Integer num, DataFormat format, String query,
        BiFunction<JobType, String, String> webhookUrl) {

    /**
     * Returns the value of the option for a setting; null where it is not set.
     */
    Object option(JobSetting setting) {
        return options.get(setting);
    }
}
