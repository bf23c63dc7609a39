/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.io.IOException;

import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.internal.data.Records;
import io.github.cameldiffbot.sandbox.internal.engine.Job;
import io.github.cameldiffbot.sandbox.internal.engine.JobRegistry;
import io.github.cameldiffbot.sandbox.internal.format.RecordsCsv;
import io.github.cameldiffbot.sandbox.internal.format.UrlReport;

/** Handles {@code /data} and the download links: sends records and URL reports. */
final class DataHandler {

    private static final String CSV = "text/csv; charset=utf-8";

    private final JobRegistry jobs;
    private final boolean legacy;
    private final boolean redirect;

    DataHandler(JobRegistry jobs, boolean legacy, boolean redirect) {
        this.jobs = jobs;
        this.legacy = legacy;
        this.redirect = redirect;
    }

    void data(HttpExchange exchange, ParsedRequest request, String token) throws IOException {
        Job job = jobs.get(token, request.requiredName());
        if (job == null) {
            throw ApiException.of(400, "No collection record");
        }
        if (redirect) {
            String num = request.param("num", "");
            exchange.getResponseHeaders().set("Location", "/v3/" + job.type().wire() + "/download/" + token + "-" + job.name()
                                                          + fileSuffix(request) + (num.matches("\\d+") ? "?num=" + num : ""));
            exchange.sendResponseHeaders(302, -1);
            return;
        }
        long max = number(request.param("num", ""));
        if (request.param("type", "").equals("urls")) {
            sendUrls(exchange, job, max);
        } else if (request.param("format", "json").equals("csv")) {
            sendCsv(exchange, job, max);
        } else {
            sendJson(exchange, job, max);
        }
    }

    private static String fileSuffix(ParsedRequest request) {
        return request.param("type", "").equals("urls") ? "_urls.csv"
                : request.param("format", "json").equals("csv") ? "_data.csv" : "_data.json";
    }

    /** Handles a download link such as {@code TOKEN-NAME_data.json}. */
    void download(HttpExchange exchange, ParsedRequest request) throws IOException {
        String file = request.path().substring(request.path().lastIndexOf('/') + 1);
        long max = number(request.param("num", ""));
        int separator = file.lastIndexOf('_');
        Job job = null;
        // token and name may have a dash
        for (int dash = file.indexOf('-'); job == null && dash >= 0 && dash < separator; dash = file.indexOf('-', dash + 1)) {
            job = jobs.get(file.substring(0, dash), file.substring(dash + 1, separator));
        }
        if (job == null) {
            throw ApiException.of(500, "token or id (crawlid) invalid");
        }
        file(exchange, job, file.substring(separator + 1), max);
    }

    /** Sends the file {@code data.json}, {@code data.csv} or {@code urls.csv} of a job. */
    void file(HttpExchange exchange, Job job, String file, long max) throws IOException {
        switch (file) {
            case "data.json" -> sendJson(exchange, job, max);
            case "data.csv" -> sendCsv(exchange, job, max);
            case "urls.csv" -> sendUrls(exchange, job, max);
            default -> throw ApiException.of(404, "No such file");
        }
    }

    private static void sendJson(HttpExchange exchange, Job job, long max) throws IOException {
        Records records = job.records();
        long size = records.size();
        Responses.stream(exchange, "application/json", out -> {
            out.write('[');
            for (long i = size - 1; i >= Math.max(0, size - max); i--) {
                out.write(records.get(i));
                if (i > Math.max(0, size - max)) {
                    out.write(',');
                    out.write('\n');
                }
            }
            out.write(']');
        });
    }

    private void sendCsv(HttpExchange exchange, Job job, long max) throws IOException {
        Records records = job.records();
        Responses.stream(exchange, CSV, out -> new RecordsCsv(records, legacy, max).writeTo(out));
    }

    private void sendUrls(HttpExchange exchange, Job job, long max) throws IOException {
        Responses.stream(exchange, CSV, out -> new UrlReport(job.rows(), legacy).writeTo(out, max));
    }

    /** Parses {@code num}. An invalid number is ignored, as the behaviour of Diffbot is unknown. */
    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
    }
}
