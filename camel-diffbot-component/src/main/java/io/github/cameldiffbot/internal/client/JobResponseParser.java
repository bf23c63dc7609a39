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
    public static List<Job> all(Call call, ApiResponse answer) throws IOException {
        JobDocument document = document(call, answer);
        if (document.members().isEmpty()) {
            return List.of();
        }
        if (document.jobs() == null) {
            throw foreign(call, answer, "has no jobs", document.members().toString());
        }
        return document.jobs();
    }

    /**
     * The job of that name and no other.
     */
    public static Job named(Call call, ApiResponse answer) throws IOException {
        return all(call, answer).stream().filter(job -> job.getName().equals(call.jobName())).findFirst()
                .orElseThrow(() -> new DiffbotNoSuchJobException(
                        call.failure("there is no such job", "Check the job's name and type").answered(answer.status(), 0,
                                null)));
    }

    /**
     * The job as a change left it; null when the answer confirms the change without it.
     *
     * @throws DiffbotProtocolException when the answer does neither
     */
    public static Job changed(Call call, ApiResponse answer) throws IOException {
        JobDocument document = document(call, answer);
        List<Job> jobs = document.jobs() == null ? List.of() : document.jobs();
        boolean confirmed = document.members().get("response") instanceof String text && !text.isBlank();
        Job named = jobs.stream().filter(job -> job.getName().equals(call.jobName())).findFirst().orElse(null);
        if (named == null && jobs.size() == 1 && confirmed) {
            named = jobs.get(0);
        }
        if (named == null && !confirmed) {
            throw foreign(call, answer, "does not say what became of the job", document.members().toString());
        }
        return named;
    }

    private static JobDocument document(Call call, ApiResponse answer) throws IOException {
        JobDocument document = JobDocument.read(call, answer);
        ServerError error = ServerError.in(document.members(), answer.status(), answer.mask());
        if (error != null) {
            throw ErrorTranslator.of(call, answer, error);
        }
        return document;
    }

    public static DiffbotProtocolException foreign(Call call, ApiResponse answer, String what, String text) {
        return new DiffbotProtocolException(
                call.failure("the answer is not one that Diffbot gives: it " + what, "Check the option baseUrl")
                        .answered(answer.status(), 0, ServerError.shorten(text, answer.mask())));
    }
}
