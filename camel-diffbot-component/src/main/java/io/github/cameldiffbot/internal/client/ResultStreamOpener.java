/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

import io.github.cameldiffbot.internal.client.http.ApiResponse;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.client.http.CallStatistics;
import io.github.cameldiffbot.internal.client.http.ErrorTranslator;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.client.http.ServerError;
import io.github.cameldiffbot.internal.json.Json;

/**
 * Opens streamed responses after a check of their first bytes: an error or a web page is not a download.
 */
public final class ResultStreamOpener {

    // errors are shorter
    private static final int PREFIX_LENGTH = 8192;

    private ResultStreamOpener() {
    }

    public static ResultStream open(Call call, ApiResponse response, CallStatistics statistics) throws IOException {
        InputStream body = response.stream();
        byte[] start = new byte[PREFIX_LENGTH];
        int length = Math.max(0, body.read(start));
        char first = firstCharacter(start, length);
        if (first == '<' && isHtml(response)) {
            throw JobResponseParser.unexpected(call, response, "is a web page", response.decode(Arrays.copyOf(start, length)));
        }
        if (first == '{') {
            length += readFully(body, start, length);
            if (length < PREFIX_LENGTH) {
                rejectError(call, response, response.decode(Arrays.copyOf(start, length)));
            }
        }
        return new ResultStream(
                new SequenceInputStream(new ByteArrayInputStream(start, 0, length), body), response, call.operation(),
                call.jobName(),
                count -> statistics.received(call.operation(), count));
    }

    private static int readFully(InputStream body, byte[] buffer, int from) throws IOException {
        return body.readNBytes(buffer, from, buffer.length - from);
    }

    private static void rejectError(Call call, ApiResponse response, String text) {
        Map<?, ?> body;
        try {
            body = Json.parse(text) instanceof Map<?, ?> map ? map : Map.of();
        } catch (Json.MalformedException e) {
            // the reader of the records reports the position
            return;
        }
        ServerError error = ServerError.find(body, response.status(), response.mask());
        if (error != null && !body.containsKey("objects") && !body.containsKey("data")) {
            throw ErrorTranslator.of(call, response, error);
        }
    }

    private static boolean isHtml(ApiResponse response) {
        String type = response.header("Content-Type");
        return type == null || type.toLowerCase(Locale.ROOT).contains("html");
    }

    // skips white space and the bytes of a byte order mark
    private static char firstCharacter(byte[] start, int length) {
        for (int i = 0; i < length; i++) {
            if (start[i] > ' ') {
                return (char) start[i];
            }
        }
        return 0;
    }
}
