/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.job.Job;

/**
 * Reads the jobs in an answer.
 */
final class JobAnswers {

    // some forty thousand jobs, or one crawl with a million seeds
    private static final int LIMIT = 64 * 1024 * 1024;

    private JobAnswers() {
    }

    /**
     * All jobs. None are none, but what was not written by Diffbot must not look as if all jobs were gone.
     */
    static List<Job> all(Call call, Answer answer) throws IOException {
        Map<?, ?> body = body(call, answer);
        if (!body.isEmpty() && !(body.get("jobs") instanceof List)) {
            throw foreign(call, answer, "has no jobs", body.toString());
        }
        return jobs(body, answer);
    }

    /**
     * The job of that name and no other.
     */
    static Job named(Call call, Answer answer) throws IOException {
        return all(call, answer).stream().filter(job -> job.getName().equals(call.jobName())).findFirst()
                .orElseThrow(() -> new DiffbotNoSuchJobException(
                        call.failure("there is no such job", "Check the job's name and type").answered(answer.status(), 0,
                                null)));
    }

    /**
     * The job as a change left it; null when the answer does not say.
     */
    static Job changed(Call call, Answer answer) throws IOException {
        Map<?, ?> body = body(call, answer);
        if (!body.containsKey("jobs") && !body.containsKey("response")) {
            throw foreign(call, answer, "has neither jobs nor a response", body.toString());
        }
        List<Job> jobs = jobs(body, answer);
        return jobs.stream().filter(job -> job.getName().equals(call.jobName())).findFirst()
                .orElse(jobs.size() == 1 ? jobs.get(0) : null);
    }

    private static List<Job> jobs(Map<?, ?> body, Answer answer) {
        List<Job> jobs = new ArrayList<>();
        if (body.get("jobs") instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> members) {
                    jobs.add(Job.of(answer.mask().maskJob(members)));
                }
            }
        }
        return jobs;
    }

    private static Map<?, ?> body(Call call, Answer answer) throws IOException {
        byte[] bytes = answer.bytes(LIMIT);
        if (bytes == null) {
            throw foreign(call, answer, "is longer than " + LIMIT + " bytes", "");
        }
        Map<?, ?> body = fromUtf8(answer, bytes);
        if (body == null) {
            body = fromText(call, answer, answer.decode(bytes).strip());
        }
        ServerError error = ServerError.in(body, answer.status(), answer.mask());
        if (error != null) {
            throw Refusals.of(call, answer, error);
        }
        return body;
    }

    // a list of jobs can be megabytes: as a rule it is parsed without making a text of it first
    private static Map<?, ?> fromUtf8(Answer answer, byte[] bytes) {
        if (bytes.length == 0 || bytes[0] != '{' || !StandardCharsets.UTF_8.equals(answer.charset())) {
            return null;
        }
        try {
            return Json.parse(bytes) instanceof Map<?, ?> map ? map : null;
        } catch (Json.MalformedException e) {
            // the text may be good where single bytes are not
            return null;
        }
    }

    private static Map<?, ?> fromText(Call call, Answer answer, String json) throws IOException {
        if (json.isEmpty()) {
            if (answer.status() != 204 && !"0".equals(answer.header("Content-Length"))) {
                throw new Json.MalformedException("the answer broke off before its body");
            }
            throw foreign(call, answer, "is empty", "");
        }
        if (!json.startsWith("{") || !(Json.parse(json) instanceof Map<?, ?> body)) {
            throw foreign(call, answer, "is no JSON object", json);
        }
        return body;
    }

    static DiffbotProtocolException foreign(Call call, Answer answer, String what, String text) {
        return new DiffbotProtocolException(
                call.failure("the answer is not one that Diffbot gives: it " + what, "Check the option baseUrl")
                        .answered(answer.status(), 0, ServerError.shorten(text, answer.mask())));
    }
}
