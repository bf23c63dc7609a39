/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.exchange.JsonStream;

/**
 * Converts records or rows that were not split to text.
 */
public final class ResultText {

    private static final long MAX_BYTES = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);

    private static final int BUFFER = 64 << 10;

    private ResultText() {
    }

    /**
     * Returns all results as a JSON array or JSON Lines, or a short description if a log, tracer or debugger of Camel
     * calls.
     *
     * @throws IllegalStateException if the text exceeds an eighth of the maximum heap or 256 MB, or if some results
     *                               were read before
     */
    public static String of(ResultIterator<?> results, ObjectMapper mapper) throws IOException {
        if (CamelCall.isDisplay()) {
            return results.toString();
        }
        try (JsonStream json = new JsonStream(results, mapper)) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = json.read(buffer, 0, BUFFER); read >= 0; read = json.read(buffer, 0, BUFFER)) {
                if (text.size() + read > MAX_BYTES) {
                    throw new IllegalStateException(
                            results + ". They have more than " + MAX_BYTES + " bytes, which is too much for a String");
                }
                text.write(buffer, 0, read);
            }
            return text.toString(StandardCharsets.UTF_8);
        }
    }
}
