/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;

import io.github.cameldiffbot.client.DiffbotClient;
import io.github.cameldiffbot.client.DownloadedFile;
import io.github.cameldiffbot.client.FileDownload;
import io.github.cameldiffbot.client.FileTarget;
import io.github.cameldiffbot.client.ResultStream;
import io.github.cameldiffbot.data.CompleteResults;
import io.github.cameldiffbot.data.MaskedStream;
import io.github.cameldiffbot.data.StreamSource;
import org.apache.camel.Exchange;

/**
 * Where the results of a job come from: the wire, or a file that they are downloaded to first.
 */
final class ResultSources {

    private final DiffbotConfiguration configuration;

    ResultSources(DiffbotConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * The records of a job.
     */
    StreamSource data(Exchange exchange, DiffbotClient client, JobRead job, DataFormat format) {
        if (configuration.getTo() != ResultTarget.file) {
            return () -> client.data(job.type(), job.name(), format.name(), job.num())
                    .limitedTo(configuration.getMaxDownloadSize());
        }
        Consumer<DownloadedFile> check = format == DataFormat.csv ? CompleteResults::checkEndOfTable
                : configuration.isRaw() ? CompleteResults::checkRecords : CompleteResults::checkEndOfRecords;
        return file(exchange, target -> client.data(job.type(), job.name(), format.name(), job.num(), target), check,
                job.name() + '.' + format);
    }

    /**
     * The rows of its URL report.
     */
    StreamSource urlReport(Exchange exchange, DiffbotClient client, JobRead job) {
        if (configuration.getTo() != ResultTarget.file) {
            return () -> client.urlReport(job.type(), job.name(), job.num())
                    .limitedTo(configuration.getMaxDownloadSize());
        }
        return file(exchange, target -> client.urlReport(job.type(), job.name(), job.num(), target),
                CompleteResults::checkEndOfTable, job.name() + "-urls.csv");
    }

    private FileSource file(
            Exchange exchange, Function<FileTarget, FileDownload> download, Consumer<DownloadedFile> check, String name) {
        String token = configuration.isKeepToken() ? null : configuration.getToken();
        FileTarget target = new FileTarget(
                directory(), wire -> token == null ? wire : new MaskedStream(wire, token),
                configuration.getMaxDownloadSize(), check);
        FileSource source = new FileSource(() -> RunningDownloads.run(exchange, download.apply(target)), name);
        ResultBodies.closeWith(exchange, source);
        return source;
    }

    private Path directory() {
        String directory = configuration.getLocalWorkDirectory();
        return Path.of(directory == null ? System.getProperty("java.io.tmpdir") : directory);
    }

    /**
     * The same source, opened here and now, so that what is wrong with it is said at this step of the route and not
     * where the body is read.
     */
    static StreamSource opened(Exchange exchange, StreamSource source) {
        if (source instanceof FileSource file) {
            file.download();
            return source;
        }
        AtomicReference<ResultStream> first = new AtomicReference<>(source.open());
        ResultBodies.closeWith(exchange, first.get());
        return () -> {
            ResultStream stream = first.getAndSet(null);
            return stream != null ? stream : source.open();
        };
    }
}
