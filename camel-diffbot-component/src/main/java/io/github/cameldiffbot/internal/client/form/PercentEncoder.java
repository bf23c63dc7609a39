/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encodes short texts.
 */
public final class PercentEncoder {

    private PercentEncoder() {
    }

    public static String encode(String text) {
        return FormWriter.isUnreserved(text) ? text : write(writer -> writer.writeEncoded(text));
    }

    /**
     * Returns the parameters encoded for a query or form.
     */
    public static String encode(FormParameters parameters) {
        return write(writer -> parameters.forEach((name, value) -> {
            try {
                writer.writeRaw(writer.count() == 0 ? "" : "&").writeEncoded(name).writeRaw("=").writeEncoded(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    private interface Action {
        void accept(FormWriter writer) throws IOException;
    }

    private static String write(Action action) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FormWriter writer = FormWriter.small(bytes);
        try {
            action.accept(writer);
            writer.flush();
        } catch (IOException e) {
            // impossible: writes to memory
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
