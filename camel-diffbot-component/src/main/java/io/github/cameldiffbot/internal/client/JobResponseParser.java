/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.internal.client.http.ApiResponse;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.client.http.ErrorTranslator;
import io.github.cameldiffbot.internal.client.http.ServerError;
import io.github.cameldiffbot.job.Job;
import org.jspecify.annotations.Nullable;

/**
 * Parses the jobs in a response.
 */
public final class JobResponseParser {

    private JobResponseParser() {
    }

    /**
     * Returns all jobs. An empty object means no jobs; other unknown content is an error, so that it does not look like
     * deleted jobs.
     */
    public static List<Job> parseAll(Call call, ApiResponse response) throws IOException {
        return listed(call, response, readDocument(call, response));
    }

    /**
     * Returns all jobs of a response whose first jobs are parsed.
     *
     * @param rest  the response without the first jobs
     * @param first the first jobs of its list
     */
    static List<Job> parseRest(Call call, ApiResponse response, InputStream rest, List<Job> first) throws IOException {
        return listed(call, response, check(call, response, JobDocument.read(call, response, rest, first)));
    }

    private static List<Job> listed(Call call, ApiResponse response, JobDocument document) {
        if (document.members().isEmpty()) {
            return List.of();
        }
        if (document.jobs() == null) {
            throw unexpected(call, response, "has no jobs", document.members().toString());
        }
        return document.jobs();
    }

    public static Job parseNamed(Call call, ApiResponse response) throws IOException {
        return parseAll(call, response).stream().filter(job -> job.getName().equals(call.jobName())).findFirst()
                .orElseThrow(() -> new DiffbotNoSuchJobException(
                        call.errorDetails("there is no such job", "Check the job's name and type").withResponse(
                                response.status(), 0,
                                null)));
    }

    /**
     * Returns the changed job; null if the response confirms the change without it.
     *
     * @throws DiffbotProtocolException if the response contains neither
     */
    public static @Nullable Job parseChange(Call call, ApiResponse response) throws IOException {
        JobDocument document = readDocument(call, response);
        List<Job> jobs = document.jobs() == null ? List.of() : document.jobs();
        boolean confirmed = document.members().get("response") instanceof String text && !text.isBlank();
        Job named = jobs.stream().filter(job -> job.getName().equals(call.jobName())).findFirst().orElse(null);
        if (named == null && jobs.size() == 1 && confirmed) {
            named = jobs.get(0);
        }
        if (named == null && !confirmed) {
            throw unexpected(call, response, "does not contain the outcome", document.members().toString());
        }
        return named;
    }

    static JobDocument readDocument(Call call, ApiResponse response) throws IOException {
        return check(call, response, JobDocument.read(call, response));
    }

    private static JobDocument check(Call call, ApiResponse response, JobDocument document) {
        ServerError error = ServerError.find(document.members(), response.status(), response.mask());
        if (error != null) {
            throw ErrorTranslator.of(call, response, error);
        }
        return document;
    }

    public static DiffbotProtocolException unexpected(Call call, ApiResponse response, String what, String text) {
        return new DiffbotProtocolException(
                call.errorDetails("the response has an undocumented form: it " + what, "Check the option baseUrl")
                        .withResponse(response.status(), 0, call.quote(ServerError.shorten(text, response.mask()))));
    }
}
