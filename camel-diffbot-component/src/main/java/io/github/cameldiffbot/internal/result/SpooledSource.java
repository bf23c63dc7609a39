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
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.stream.StreamSource;
import io.github.cameldiffbot.internal.exchange.ResultScope;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * A download that goes to a file when it is first wanted.
 */
final class SpooledSource implements StreamSource, Closeable {

    private final Supplier<DownloadedFile> download;
    private final String name;
    private final ResultScope scope;
    private volatile DownloadedFile file;
    private volatile boolean handedOver;

    /**
     * @param name how a copy of the file could be called
     */
    SpooledSource(Supplier<DownloadedFile> download, String name, ResultScope scope) {
        this.download = download;
        this.scope = scope;
        // a name that Diffbot would not accept may come with validateName=false
        this.name = name.replaceAll("[^\\w.-]", "_");
    }

    /**
     * The whole of it. Whoever closes it deletes the file; who opens it once more has it downloaded once more.
     */
    @Override
    public ResultStream open() {
        ResultStream stream = download().readAndDelete();
        file = null;
        return stream;
    }

    /**
     * Downloads it, unless that was done.
     */
    DownloadedFile download() {
        if (file == null) {
            file = download.get();
        }
        return file;
    }

    /**
     * Makes the file the body of an exchange, with the headers by which the file component moves it instead of copying
     * it.
     */
    void handOver(Exchange exchange) {
        Message message = exchange.getMessage();
        Path path = download().path();
        File body = new ResultFile(path, this::read);
        message.setBody(body);
        message.setHeader(Exchange.FILE_NAME, name);
        message.setHeader(Exchange.FILE_LENGTH, body.length());
        message.setHeader(Exchange.FILE_LOCAL_WORK_PATH, path.toString());
        scope.bodyIs(body, () -> 0);
        scope.outcome().showIn(exchange);
        handedOver = true;
    }

    private void read() {
        scope.outcome().markReading();
        scope.outcome().markComplete();
    }

    @Override
    public void close() {
        DownloadedFile downloaded = file;
        if (downloaded != null) {
            if (handedOver && !Files.exists(downloaded.path())) {
                // the route has moved it
                read();
            }
            downloaded.delete();
        }
    }
}
