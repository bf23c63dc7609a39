/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.cameldiffbot.data.DataFormat;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.DownloadedFile;
import io.github.cameldiffbot.internal.client.FileDownload;
import io.github.cameldiffbot.internal.client.FileTarget;
import io.github.cameldiffbot.internal.client.JobDownloads;
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
        // lines are made from records
        String requested = (table ? DataFormat.csv : DataFormat.json).name();
        Consumer<DownloadedFile> check = table ? TruncationCheck::checkEndOfTable
                : settings.raw() ? TruncationCheck::checkRecords : TruncationCheck::checkEndOfRecords;
        return source(
                scope, "data", job, table, () -> client.downloads().data(job.type(), job.name(), requested, job.num()), check,
                job.name() + '.' + format);
    }

    StreamSource urlReport(ResultScope scope, DiffbotClient client, ResultRequest job) {
        return source(
                scope, "urlReport", job, true, () -> client.downloads().urlReport(job.type(), job.name(), job.num()),
                TruncationCheck::checkEndOfTable, job.name() + "-urls.csv");
    }

    /**
     * @param check checks a file
     * @param name  the suggested name for a copy of the file
     */
    private StreamSource source(
            ResultScope scope, String operation, ResultRequest job, boolean table, Supplier<JobDownloads.Download> download,
            Consumer<DownloadedFile> check, String name) {
        Optional<Path> directory = settings.directory();
        // records and rows are retried by their iterators
        boolean retried = settings.raw();
        if (directory.isEmpty()) {
            StreamSource wire = () -> download.get().open().withLimit(settings.maxDownloadSize());
            return retried ? complete.retrySourceUntilPresent(operation, job, table, wire) : wire;
        }
        String token = settings.secret();
        FileTarget target = new FileTarget(
                directory.get(), wire -> token == null ? wire : new MaskingInputStream(wire, token),
                settings.maxDownloadSize(), check);
        Supplier<DownloadedFile> file = () -> run(scope.exchange(), download.get().to(target));
        SpooledSource source = new SpooledSource(
                retried ? complete.retryDownloadUntilPresent(operation, job, table, file) : file, name, scope);
        scope.results().closeAtEnd(source);
        return source;
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
