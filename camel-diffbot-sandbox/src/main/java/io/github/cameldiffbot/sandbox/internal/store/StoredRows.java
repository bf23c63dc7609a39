/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import io.github.cameldiffbot.sandbox.internal.data.UrlRow;
import io.github.cameldiffbot.sandbox.internal.data.UrlRows;

/** Stores the rows of a URL report in a compact binary form. */
final class StoredRows implements UrlRows {

    private final ByteStore rows;

    StoredRows(long maxMemory) {
        this.rows = new ByteStore(maxMemory);
    }

    void add(UrlRow row) {
        rows.add(encode(row));
    }

    @Override
    public long size() {
        return rows.size();
    }

    @Override
    public UrlRow get(long index) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(rows.get(index)))) {
            return new UrlRow(
                    text(in), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readInt(), text(in),
                    in.readLong(), in.readInt(), in.readInt(), in.readInt(), text(in), text(in), in.readBoolean(), text(in),
                    in.readBoolean());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encode(UrlRow row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(200);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(out, row.url());
            out.writeLong(row.discovered());
            out.writeLong(row.crawled());
            out.writeLong(row.length());
            out.writeLong(row.duplicateOf());
            out.writeInt(row.redirects());
            text(out, row.redirectedTo());
            out.writeLong(row.robotsDelay());
            out.writeInt(row.round());
            out.writeInt(row.tries());
            out.writeInt(row.hops());
            text(out, row.crawlStatus());
            text(out, row.diffbotUri());
            out.writeBoolean(row.processAttempted());
            text(out, row.processResponse());
            out.writeBoolean(row.proxyUsed());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }
}
