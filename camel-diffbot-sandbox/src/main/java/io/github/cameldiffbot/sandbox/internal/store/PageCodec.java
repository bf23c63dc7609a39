/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.sandbox.internal.data.UrlRow;
import io.github.cameldiffbot.sandbox.internal.engine.PageOutcome;
import io.github.cameldiffbot.sandbox.internal.frontier.WorkItem;

/** Writes and reads rows of the URL report and outcomes of pages in a compact binary form. */
final class PageCodec {

    private PageCodec() {
    }

    static byte[] encode(UrlRow row) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(200);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static UrlRow row(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return row(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] encode(PageOutcome outcome) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_000);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, outcome.row());
            out.writeInt(outcome.records().size());
            for (byte[] page : outcome.records()) {
                write(out, page);
            }
            out.writeInt(outcome.harvested());
            out.writeInt(outcome.links().size());
            for (WorkItem link : outcome.links()) {
                text(out, link.url());
                text(out, link.seed());
                out.writeInt(link.hop());
                out.writeLong(link.discovered());
                out.writeBoolean(link.external());
            }
            text(out, outcome.trace().visited());
            out.writeLong(outcome.trace().contentHash());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static PageOutcome outcome(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            UrlRow row = row(in);
            List<byte[]> records = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                records.add(bytes(in));
            }
            int harvested = in.readInt();
            List<WorkItem> links = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                links.add(new WorkItem(text(in), text(in), in.readInt(), in.readLong(), in.readBoolean()));
            }
            return new PageOutcome(row, records, harvested, links, new PageOutcome.Trace(text(in), in.readLong()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(DataOutputStream out, UrlRow row) throws IOException {
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
    }

    private static UrlRow row(DataInputStream in) throws IOException {
        return new UrlRow(
                text(in), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readInt(), text(in),
                in.readLong(), in.readInt(), in.readInt(), in.readInt(), text(in), text(in), in.readBoolean(), text(in),
                in.readBoolean());
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String text(DataInputStream in) throws IOException {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new EOFException("A text is longer than its entry");
        }
        return in.readNBytes(length);
    }
}
