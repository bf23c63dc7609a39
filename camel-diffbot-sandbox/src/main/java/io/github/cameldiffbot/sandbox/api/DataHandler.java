/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.api;

import java.io.IOException;
import java.io.OutputStream;

import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.job.ApiException;
import io.github.cameldiffbot.sandbox.job.Job;
import io.github.cameldiffbot.sandbox.job.JobStore;
import io.github.cameldiffbot.sandbox.store.Records;

/** Results and URL reports, by {@code /data} and by the download links. */
final class DataHandler {

    private static final String CSV = "text/csv; charset=utf-8";

    private final JobStore store;
    private final boolean legacy;
    private final boolean redirect;

    DataHandler(JobStore store, boolean legacy, boolean redirect) {
        this.store = store;
        this.legacy = legacy;
        this.redirect = redirect;
    }

    void data(HttpExchange exchange, ApiRequest request, String token) throws IOException {
        Job job = store.get(token, request.requiredName());
        if (job == null) {
            throw ApiException.of(400, "No collection record");
        }
        if (redirect) {
            exchange.getResponseHeaders().set("Location", "/v3/" + job.type().wire() + "/download/" + token + "-"
                                                          + job.name() + file(request));
            exchange.sendResponseHeaders(302, -1);
            return;
        }
        long most = number(request.param("num", ""));
        if (request.param("type", "").equals("urls")) {
            sendUrls(exchange, job, most);
        } else if (request.param("format", "json").equals("csv")) {
            sendCsv(exchange, job, most);
        } else {
            sendJson(exchange, job, most);
        }
    }

    private static String file(ApiRequest request) {
        return request.param("type", "").equals("urls") ? "_urls.csv"
                : request.param("format", "json").equals("csv") ? "_data.csv" : "_data.json";
    }

    /** {@code download/TOKEN-NAME_data.json} and its like: the token is in the path. */
    void download(HttpExchange exchange, String file) throws IOException {
        int dash = file.indexOf('-');
        int mark = file.lastIndexOf('_');
        Job job = dash < 0 || mark <= dash ? null : store.get(file.substring(0, dash), file.substring(dash + 1, mark));
        if (job == null) {
            throw ApiException.of(500, "token or id (crawlid) invalid");
        }
        switch (file.substring(mark + 1)) {
            case "data.json" -> sendJson(exchange, job, Long.MAX_VALUE);
            case "data.csv" -> sendCsv(exchange, job, Long.MAX_VALUE);
            case "urls.csv" -> sendUrls(exchange, job, Long.MAX_VALUE);
            default -> throw ApiException.of(404, "No such file");
        }
    }

    private static void sendJson(HttpExchange exchange, Job job, long most) throws IOException {
        Records records = job.records();
        long size = records.size();
        Answer.stream(exchange, "application/json", out -> {
            out.write('[');
            for (long i = size - 1; i >= Math.max(0, size - most); i--) {
                out.write(records.get(i));
                if (i > Math.max(0, size - most)) {
                    out.write(',');
                    out.write('\n');
                }
            }
            out.write(']');
        });
    }

    private static void sendCsv(HttpExchange exchange, Job job, long most) throws IOException {
        Records records = job.records();
        Answer.stream(exchange, CSV, (OutputStream out) -> new RecordsCsv(records, most).writeTo(out));
    }

    private void sendUrls(HttpExchange exchange, Job job, long most) throws IOException {
        Answer.stream(exchange, CSV, (OutputStream out) -> new UrlReport(job.rows(), legacy).writeTo(out, most));
    }

    /** What is no number is passed over: what the service does with it is not known. */
    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : Long.MAX_VALUE;
    }
}
