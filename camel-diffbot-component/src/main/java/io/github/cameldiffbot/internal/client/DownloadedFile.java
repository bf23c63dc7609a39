/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.cameldiffbot.error.DiffbotDownloadException;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file with a complete download.
 *
 * @param endVerified whether HTTP confirmed the end
 */
public record DownloadedFile(Path path, String operation, @Nullable String jobName, boolean endVerified) {

    private static final Logger LOG = LoggerFactory.getLogger(DownloadedFile.class);

    /**
     * Opens the file. Closing the stream keeps the file.
     */
    public ResultStream read() {
        return open(() -> {
        });
    }

    /**
     * Opens the file. Closing the stream deletes the file.
     */
    public ResultStream readAndDelete() {
        return open(this::delete);
    }

    private ResultStream open(Runnable end) {
        try {
            var bytes = Files.newInputStream(path);
            return new ResultStream(bytes, new ResultStream.Connection() {
                @Override
                public void release() throws IOException {
                    abort();
                }

                @Override
                public void abort() {
                    try {
                        bytes.close();
                    } catch (IOException e) {
                        LOG.debug("Could not close {}", path, e);
                    }
                    end.run();
                }
            }, operation, jobName);
        } catch (IOException e) {
            throw new DiffbotDownloadException(
                    ErrorDetails.of(operation, jobName, "the file " + path + " cannot be read (" + e + ")",
                            "Make sure that no other program changes files in localWorkDirectory").withCause(e));
        }
    }

    /**
     * Deletes the file if it still exists.
     */
    public void delete() {
        delete(path);
    }

    static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("Could not delete the unused file {}: {}", path, e.toString());
        }
    }
}
