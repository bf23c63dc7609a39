/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.io.IOException;
import java.io.RandomAccessFile;

import io.github.cameldiffbot.error.DiffbotDownloadException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.DownloadedFile;
import io.github.cameldiffbot.internal.client.http.DownloadErrors;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.scan.RecordDocument;
import io.github.cameldiffbot.internal.text.SecretByteMasker;

/**
 * Checks that a download is complete. HTTP alone cannot guarantee that: some servers close the connection, and Diffbot
 * is known to have ended incomplete responses without an error.
 */
public final class TruncationCheck {

    private static final int TAIL = 64 << 10;

    private TruncationCheck() {
    }

    /**
     * Checks a file of records by reading all of it. Errors within a record are ignored.
     *
     * @throws DiffbotTruncatedDataException if the end is missing
     */
    public static void checkRecords(DownloadedFile file) {
        try (ResultStream bytes = file.read()) {
            RecordDocument document = new RecordDocument(
                    bytes, new DownloadErrors(bytes, new SecretByteMasker(null)),
                    RecordOptions.defaultMaxRecordBytes());
            while (document.next(document.count())) {
                // a later record may be truncated
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Checks the last bytes of a file of records that is parsed later anyway.
     *
     * @throws DiffbotTruncatedDataException if the file does not end like JSON
     */
    public static void checkEndOfRecords(DownloadedFile file) {
        int last = last(file, true);
        // null, without records, ends with l
        if (last != ']' && last != '}' && last != 'l') {
            throw truncated(file, "not with a closing bracket");
        }
    }

    /**
     * Checks the end of a table unless HTTP confirmed it.
     *
     * @throws DiffbotTruncatedDataException if the table ends within a line
     */
    public static void checkEndOfTable(DownloadedFile file) {
        int last = file.endVerified() ? -1 : last(file, false);
        if (last >= 0 && last != '\n' && last != '\r') {
            throw truncated(file, "within a line");
        }
    }

    private static int last(DownloadedFile file, boolean visible) {
        try (RandomAccessFile bytes = new RandomAccessFile(file.path().toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL, bytes.length())];
            bytes.seek(bytes.length() - tail.length);
            bytes.readFully(tail);
            int at = tail.length - 1;
            while (visible && at >= 0 && tail[at] >= 0 && tail[at] <= ' ') {
                at--;
            }
            return at < 0 ? -1 : tail[at] & 0xff;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static DiffbotTruncatedDataException truncated(DownloadedFile file, String how) {
        return new DiffbotTruncatedDataException(
                ErrorDetails.of(file.operation(), file.jobName(),
                        "the download ended early, after " + file.path().toFile().length() + " bytes and " + how,
                        "Read it again, or raise the option maxRetries"));
    }

    private static DiffbotDownloadException unreadable(DownloadedFile file, IOException cause) {
        return new DiffbotDownloadException(
                ErrorDetails.of(file.operation(), file.jobName(), "the file " + file.path() + " cannot be read (" + cause + ")",
                        "Check localWorkDirectory").withCause(cause));
    }
}
