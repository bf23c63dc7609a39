/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import io.github.cameldiffbot.error.DiffbotDownloadException;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.internal.client.http.ApiExecutor;
import io.github.cameldiffbot.internal.client.http.Call;

/**
 * A download to a file, which is complete before it is used. A broken connection is resumed if the server supports it;
 * otherwise the download restarts. The number of requests is limited like that of any call. An incomplete download is
 * an error and leaves no file. On file systems with permissions, only the owner of this process can read the file.
 */
public final class FileDownload {

    /**
     * The prefix of the file names. The files are deleted after use, unless the process was killed.
     */
    public static final String PREFIX = "camel-diffbot-";

    private static final int BUFFER = 64 << 10;

    private final Call call;
    private final FileTarget target;
    private final ResumableDownload source;

    public FileDownload(ApiExecutor executor, Call call, FileTarget target) {
        this.call = call;
        this.target = target;
        this.source = new ResumableDownload(executor, call, target.maxBytes());
    }

    /**
     * Downloads on this thread. May be called once.
     *
     * @throws DiffbotTruncatedDataException if the download is incomplete after all requests
     * @throws DiffbotDownloadException      if the download is too large or the file cannot be written
     */
    public DownloadedFile run() {
        source.start();
        try {
            return download(create());
        } finally {
            source.close();
        }
    }

    private DownloadedFile download(Path file) {
        boolean complete = false;
        try {
            DownloadedFile downloaded = fill(file);
            complete = true;
            return downloaded;
        } finally {
            if (!complete) {
                DownloadedFile.delete(file);
            }
        }
    }

    /**
     * Makes {@link #run()} fail soon. May be called by any thread, also after the download.
     */
    public void stop() {
        source.stop();
    }

    private Path create() {
        Path file = target.directory().resolve(PREFIX + UUID.randomUUID() + ".tmp");
        try {
            OwnerFiles.create(file);
            return file;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private DownloadedFile fill(Path file) {
        while (true) {
            try {
                copy(file);
                DownloadedFile downloaded
                        = new DownloadedFile(file, call.operation(), call.jobName(), source.isEndVerified());
                target.check().accept(downloaded);
                return downloaded;
            } catch (ResumableDownload.RestartedException e) {
                // the file is overwritten from its start
            } catch (DiffbotTruncatedDataException e) {
                source.restart(e);
            } catch (IOException e) {
                throw unwritable(file, e);
            }
        }
    }

    // an IOException is always an error of the disk: errors of the connection have other types
    private void copy(Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        InputStream in = target.filter().apply(source);
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        }
    }

    private DiffbotException unwritable(Path file, IOException cause) {
        if (cause instanceof ClosedByInterruptException) {
            return source.stoppedError();
        }
        return new DiffbotDownloadException(
                call.errorDetails("the file " + file + " cannot be written (" + cause + ")",
                        "Give localWorkDirectory a writable directory with free space")
                        .withCause(cause));
    }
}
