/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.util.List;

import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.internal.client.http.ApiResponse;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.client.http.ErrorTranslator;
import io.github.cameldiffbot.internal.client.http.ServerError;
import io.github.cameldiffbot.job.Job;

/**
 * Reads the jobs in an answer.
 */
public final class JobResponseParser {

    private JobResponseParser() {
    }

    /**
     * All jobs. None are none, but what was not written by Diffbot must not look as if all jobs were gone.
     */
    public static List<Job> parseAll(Call call, ApiResponse response) throws IOException {
        JobDocument document = readDocument(call, response);
        if (document.members().isEmpty()) {
            return List.of();
        }
        if (document.jobs() == null) {
            throw unexpected(call, response, "has no jobs", document.members().toString());
        }
        return document.jobs();
    }

    /**
     * The job of that name and no other.
     */
    public static Job parseNamed(Call call, ApiResponse response) throws IOException {
        return parseAll(call, response).stream().filter(job -> job.getName().equals(call.jobName())).findFirst()
                .orElseThrow(() -> new DiffbotNoSuchJobException(
                        call.errorDetails("there is no such job", "Check the job's name and type").withResponse(
                                response.status(), 0,
                                null)));
    }

    /**
     * The job as a change left it; null when the answer confirms the change without it.
     *
     * @throws DiffbotProtocolException when the answer does neither
     */
    public static Job parseChange(Call call, ApiResponse response) throws IOException {
        JobDocument document = readDocument(call, response);
        List<Job> jobs = document.jobs() == null ? List.of() : document.jobs();
        boolean confirmed = document.members().get("response") instanceof String text && !text.isBlank();
        Job named = jobs.stream().filter(job -> job.getName().equals(call.jobName())).findFirst().orElse(null);
        if (named == null && jobs.size() == 1 && confirmed) {
            named = jobs.get(0);
        }
        if (named == null && !confirmed) {
            throw unexpected(call, response, "does not say what became of the job", document.members().toString());
        }
        return named;
    }

    private static JobDocument readDocument(Call call, ApiResponse response) throws IOException {
        JobDocument document = JobDocument.read(call, response);
        ServerError error = ServerError.find(document.members(), response.status(), response.mask());
        if (error != null) {
            throw ErrorTranslator.of(call, response, error);
        }
        return document;
    }

    public static DiffbotProtocolException unexpected(Call call, ApiResponse response, String what, String text) {
        return new DiffbotProtocolException(
                call.errorDetails("the answer is not one that Diffbot gives: it " + what, "Check the option baseUrl")
                        .withResponse(response.status(), 0, ServerError.shorten(text, response.mask())));
    }
}
