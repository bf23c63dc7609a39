/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.cameldiffbot.data.DataFormat;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.DownloadedFile;
import io.github.cameldiffbot.internal.client.FileDownload;
import io.github.cameldiffbot.internal.client.FileTarget;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.TruncationCheck;
import io.github.cameldiffbot.internal.data.stream.MaskingInputStream;
import io.github.cameldiffbot.internal.data.stream.StreamSource;
import io.github.cameldiffbot.internal.exchange.ResultRequest;
import io.github.cameldiffbot.internal.exchange.ResultScope;
import io.github.cameldiffbot.internal.session.ExchangeRoutes;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * Creates the sources of results: the connection, or a file to which they are downloaded first.
 */
final class ResultSourceFactory {

    private final ResultSettings settings;
    private final RecordCountCheck complete;

    ResultSourceFactory(ResultSettings settings, RecordCountCheck complete) {
        this.settings = settings;
        this.complete = complete;
    }

    StreamSource data(ResultScope scope, DiffbotClient client, ResultRequest job, DataFormat format) {
        boolean table = format == DataFormat.csv;
        Optional<Path> directory = settings.directory();
        // lines are made from records
        String requested = (table ? DataFormat.csv : DataFormat.json).name();
        if (directory.isEmpty()) {
            return wire("data", job, table, () -> client.downloads().data(job.type(), job.name(), requested, job.num()));
        }
        Consumer<DownloadedFile> check = table ? TruncationCheck::checkEndOfTable
                : settings.raw() ? TruncationCheck::checkRecords : TruncationCheck::checkEndOfRecords;
        Supplier<DownloadedFile> download = download(
                scope, directory.get(),
                target -> client.downloads().data(job.type(), job.name(), requested, job.num(), target), check);
        return file(scope, "data", job, table, download, job.name() + '.' + format);
    }

    StreamSource urlReport(ResultScope scope, DiffbotClient client, ResultRequest job) {
        Optional<Path> directory = settings.directory();
        if (directory.isEmpty()) {
            return wire("urlReport", job, true, () -> client.downloads().urlReport(job.type(), job.name(), job.num()));
        }
        Supplier<DownloadedFile> download = download(
                scope, directory.get(), target -> client.downloads().urlReport(job.type(), job.name(), job.num(), target),
                TruncationCheck::checkEndOfTable);
        return file(scope, "urlReport", job, true, download, job.name() + "-urls.csv");
    }

    private StreamSource wire(String operation, ResultRequest job, boolean table, StreamSource source) {
        StreamSource limited = () -> source.open().withLimit(settings.maxDownloadSize());
        // records and rows are retried by their iterators
        return settings.raw() ? complete.retrySourceUntilPresent(operation, job, table, limited) : limited;
    }

    private SpooledSource file(
            ResultScope scope, String operation, ResultRequest job, boolean table, Supplier<DownloadedFile> download,
            String name) {
        SpooledSource source = new SpooledSource(
                settings.raw() ? complete.retryDownloadUntilPresent(operation, job, table, download) : download, name, scope);
        scope.results().closeAtEnd(source);
        return source;
    }

    private Supplier<DownloadedFile> download(
            ResultScope scope, Path directory, Function<FileTarget, FileDownload> download, Consumer<DownloadedFile> check) {
        String token = settings.secret();
        FileTarget target = new FileTarget(
                directory, wire -> token == null ? wire : new MaskingInputStream(wire, token),
                settings.maxDownloadSize(), check);
        return () -> run(scope.exchange(), download.apply(target));
    }

    /**
     * Runs a download on this thread. It is aborted when a route of its exchange stops, because Camel would wait for
     * it, possibly for hours.
     *
     * @param exchange null if it is unknown
     */
    private static DownloadedFile run(@Nullable Exchange exchange, FileDownload download) {
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
     * Opens a source immediately, so that an error occurs in this step of the route and not where the body is read.
     */
    static StreamSource opened(ResultScope scope, StreamSource source) {
        if (source instanceof SpooledSource file) {
            file.download();
            return source;
        }
        ResultStream opened = source.open();
        scope.results().closeAtEnd(opened);
        AtomicReference<ResultStream> first = new AtomicReference<>(opened);
        return () -> {
            ResultStream stream = first.getAndSet(null);
            return stream != null ? stream : source.open();
        };
    }
}
