/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.io.Closeable;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

import io.github.cameldiffbot.internal.client.DownloadedFile;
import io.github.cameldiffbot.internal.client.FileDownload;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.stream.StreamSource;
import io.github.cameldiffbot.internal.exchange.ResultScope;
import io.github.cameldiffbot.internal.session.ExchangeRoutes;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Downloads to a file on first use.
 */
final class SpooledSource implements StreamSource, Closeable {

    private final Supplier<DownloadedFile> download;
    private final String name;
    private final ResultScope scope;
    private volatile @Nullable DownloadedFile file;
    private volatile boolean handedOver;
    private volatile boolean read;
    private volatile boolean moved;
    private volatile @Nullable Object caughtBefore;
    private volatile boolean closed;

    /**
     * @param name the suggested name for a copy of the file
     */
    SpooledSource(Supplier<DownloadedFile> download, String name, ResultScope scope) {
        this.download = download;
        this.scope = scope;
        // with validateName=false the name may contain other characters
        this.name = name.replaceAll("[^\\w.-]", "_");
    }

    /**
     * Runs a download on this thread. It is aborted when a route of its exchange stops, because Camel would wait for
     * it, possibly for hours.
     *
     * @param exchange null if it is unknown
     */
    static DownloadedFile run(@Nullable Exchange exchange, FileDownload download) {
        if (exchange == null) {
            return download.run();
        }
        Runnable end = ExchangeRoutes.of(exchange).onStop(download::stop);
        try {
            return download.run();
        } finally {
            end.run();
        }
    }

    /**
     * Opens the complete download. Closing it deletes the file; opening it again repeats the download.
     */
    @Override
    public ResultStream open() {
        ResultStream stream = download().readAndDelete();
        file = null;
        return stream;
    }

    /**
     * Downloads the file unless it was downloaded before.
     *
     * @throws IllegalStateException when the results are closed
     */
    DownloadedFile download() {
        DownloadedFile downloaded = file;
        if (downloaded == null) {
            throwIfClosed();
            downloaded = download.get();
            file = downloaded;
            if (closed) {
                // by another thread, before there was a file to delete
                downloaded.delete();
                throwIfClosed();
            }
        }
        return downloaded;
    }

    private void throwIfClosed() {
        if (closed) {
            throw new IllegalStateException(
                    "The download was closed before it was used. It lasts as long as the exchange that brought it");
        }
    }

    /**
     * Sets the file as the body of an exchange, with the headers that let the file component move instead of copy it.
     */
    void handOver(Exchange exchange) {
        Message message = exchange.getMessage();
        Path path = download().path();
        File body = new ResultFile(path, this::readToEnd);
        message.setHeader(Exchange.FILE_NAME, name);
        message.setHeader(Exchange.FILE_LENGTH, body.length());
        message.setHeader(Exchange.FILE_LOCAL_WORK_PATH, path.toString());
        scope.results().setBody(message, body, () -> 0);
        scope.results().outcome().showIn(exchange);
        handedOver = true;
        caughtBefore = message.getExchange().getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT);
        scope.results().atEnd(this::ended);
    }

    private void readToEnd() {
        read = true;
        scope.results().outcome().markReading();
    }

    // a reader with a buffer reads ahead of its step
    private void ended(@Nullable Exchange last) {
        if (moved || read && last != null && last.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT) == caughtBefore) {
            scope.results().outcome().markComplete();
        } else if (read) {
            scope.results().outcome().markIncomplete(
                    "the file was read, but a step of the route failed");
        }
    }

    @Override
    public void close() {
        closed = true;
        DownloadedFile downloaded = file;
        if (downloaded != null) {
            if (handedOver && !Files.exists(downloaded.path())) {
                moved = true;
                readToEnd();
            }
            downloaded.delete();
        }
    }
}
