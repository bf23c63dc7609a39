/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.TruncationCheck;
import io.github.cameldiffbot.internal.data.stream.MaskingInputStream;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A download to a file is completed byte for byte although its connection breaks, or leaves no file.
 */
@Timeout(60)
@FaultCase("N8")
class DownloadResumeTest {

    private static final String JSON = IntStream.range(0, 2_000)
            .mapToObj(i -> "{\"id\":" + i + ",\"text\":\"ä" + "x".repeat(20 + i % 50) + "\"}")
            .collect(Collectors.joining(",\n", "[", "]"));
    private static final int LENGTH = JSON.getBytes(StandardCharsets.UTF_8).length;
    private static final ServedFile TAGGED = ServedFile.tagged(JSON, "\"v1\"");

    @TempDir
    Path directory;

    private DownloadedFile download(RawServer server, int maxRetries) {
        return download(server, maxRetries, UnaryOperator.identity());
    }

    private DownloadedFile download(RawServer server, int maxRetries, UnaryOperator<InputStream> filter) {
        return Clients.client(server.port(), maxRetries).downloads().data(JobType.bulk, "shop", "json", null,
                new FileTarget(directory, filter, 0, TruncationCheck::checkRecords)).run();
    }

    private static String text(DownloadedFile file) throws IOException {
        return Files.readString(file.path());
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    static Stream<Arguments> cuts() {
        int[] places = {
                1, 2, 7, 100, 1_000, 8_191, 8_192, 8_193, 20_000, 65_535, 65_536, 65_537, LENGTH / 2, LENGTH - 2,
                LENGTH - 1 };
        return IntStream.of(places).boxed().flatMap(place -> Stream.of(arguments(place, false), arguments(place, true)));
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void whereItWasCut(int place, boolean chunked) throws IOException {
        ServedFile served = chunked ? TAGGED.chunked() : TAGGED;
        try (RawServer server = new RawServer(served.cutAfter(place), served)) {
            assertThat(text(download(server, 2))).isEqualTo(JSON);
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(0)).contains("\r\nAccept-Encoding: gzip").doesNotContain("Range");
            assertThat(server.requests().get(1)).contains("\r\nAccept-Encoding: identity\r\n")
                    .contains("\r\nRange: bytes=" + place + "-\r\n").contains("\r\nIf-Range: \"v1\"\r\n");
        }
    }

    @Test
    void asOftenAsItMayBeAskedFor() throws IOException {
        try (RawServer server = new RawServer(
                TAGGED.cutAfter(10_000), TAGGED.cutAfter(1), TAGGED.cutAfter(0),
                TAGGED.cutAfter(500), TAGGED)) {
            assertThat(text(download(server, 4))).isEqualTo(JSON);
            assertThat(server.requests()).hasSize(5);
            assertThat(server.requests().get(4)).contains("\r\nRange: bytes=10501-\r\n");
        }
    }

    @Test
    void butNotOnceMore() throws IOException {
        try (RawServer server = new RawServer(TAGGED.cutAfter(1_000))) {
            assertThatThrownBy(() -> download(server, 3)).isInstanceOf(DiffbotTruncatedDataException.class)
                    .hasMessageContaining("Diffbot data of job 'shop'").hasMessageContaining("after 4000 bytes")
                    .hasMessageContaining("4 requests").hasMessageContaining("maxRetries");
            assertThat(server.requests()).hasSize(4);
        }
        assertNothingIsLeft();
    }

    @Test
    void fromWhereTheRedirectLeads() throws IOException {
        RawServer.Reply redirect = RawServer.raw("HTTP/1.1 302 x\r\nLocation: /file\r\nContent-Length: 0\r\n\r\n");
        try (RawServer server = new RawServer(redirect, TAGGED.cutAfter(900), redirect, TAGGED)) {
            assertThat(text(download(server, 2))).isEqualTo(JSON);
            assertThat(server.requestLines()).hasSize(4).element(2).asString().contains("/bulk/data?token=");
            assertThat(server.requests().get(3)).startsWith("GET /file ").contains("\r\nRange: bytes=900-\r\n");
        }
    }

    @Test
    void withATimeAsTheOnlyValidator() throws IOException {
        String modified = "Sun, 22 Nov 2026 10:00:00 GMT";
        ServedFile old = ServedFile.with(JSON,
                "Last-Modified: " + modified + "\r\nDate: Sun, 22 Nov 2026 10:05:00 GMT\r\n", modified);
        try (RawServer server = new RawServer(old.cutAfter(5_000), old)) {
            assertThat(text(download(server, 2))).isEqualTo(JSON);
            assertThat(server.requests().get(1)).contains("\r\nIf-Range: " + modified + "\r\n");
        }
    }

    static Stream<ServedFile> withoutIdentity() {
        String now = "Sun, 22 Nov 2026 10:00:00 GMT";
        return Stream.of(ServedFile.tagged(JSON, "W/\"v1\""), ServedFile.with(JSON, "", ""),
                // could have been written again in the second in which it was sent
                ServedFile.with(JSON, "Last-Modified: " + now + "\r\nDate: " + now + "\r\n", now),
                ServedFile.with(JSON, "Last-Modified: " + now + "\r\n", now));
    }

    @ParameterizedTest
    @MethodSource("withoutIdentity")
    void fromTheStartWithoutAValidator(ServedFile served) throws IOException {
        try (RawServer server = new RawServer(served.cutAfter(70_000), served)) {
            assertThat(text(download(server, 2))).isEqualTo(JSON);
            assertThat(server.requests()).hasSize(2).noneMatch(request -> request.contains("Range"));
        }
    }

    @Test
    void fromTheStartWhenItHasChanged() throws IOException {
        String other = "[{\"id\":\"other\"}]";
        try (RawServer server = new RawServer(TAGGED.cutAfter(70_000), ServedFile.tagged(other, "\"v2\""))) {
            assertThat(text(download(server, 2))).isEqualTo(other);
            assertThat(server.requests()).hasSize(2).last().asString().contains("Range: bytes=70000-");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "HTTP/1.1 206\r\nContent-Range: bytes 0-3/4\r\nContent-Length: 4\r\n\r\nnope",
            "HTTP/1.1 206\r\nContent-Range: bytes 70000-70003/70004\r\nContent-Length: 4\r\n\r\nnope",
            "HTTP/1.1 206\r\nContent-Range: bytes 70000-70003/*\r\nContent-Length: 4\r\n\r\nnope",
            "HTTP/1.1 206\r\nContent-Length: 4\r\n\r\nnope",
            "HTTP/1.1 416\r\nConnection: close\r\nContent-Range: bytes */99\r\nContent-Length: 0\r\n\r\n" })
    void fromTheStartWhenThePartDoesNotFit(String unfit) throws IOException {
        try (RawServer server = new RawServer(TAGGED.cutAfter(70_000), RawServer.thenClose(unfit), TAGGED)) {
            assertThat(text(download(server, 2))).isEqualTo(JSON);
            assertThat(server.requests()).hasSize(3).last().asString().doesNotContain("Range");
        }
    }

    @Test
    void fromTheStartWhenThePartIsOfSomethingElse() throws IOException {
        String rest = "HTTP/1.1 206\r\nETag: \"v2\"\r\nContent-Range: bytes 70000-" + (LENGTH - 1) + "/" + LENGTH
                      + "\r\nContent-Length: " + (LENGTH - 70_000) + "\r\n\r\n" + " ".repeat(LENGTH - 70_000);
        try (RawServer server = new RawServer(TAGGED.cutAfter(70_000), RawServer.thenClose(rest), TAGGED)) {
            assertThat(text(download(server, 2))).isEqualTo(JSON);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void fromTheStartWhenTheRestIsOfAnotherTime() throws IOException {
        String changed = "Sun, 22 Nov 2026 08:00:00 GMT";
        ServedFile dated = ServedFile.with(
                JSON, "Last-Modified: " + changed + "\r\nDate: Sun, 22 Nov 2026 10:00:00 GMT\r\n", changed);
        String rest = "HTTP/1.1 206\r\nLast-Modified: Sun, 22 Nov 2026 09:59:00 GMT\r\nContent-Range: bytes 70000-"
                      + (LENGTH - 1) + "/" + LENGTH + "\r\nContent-Length: " + (LENGTH - 70_000) + "\r\n\r\n"
                      + " ".repeat(LENGTH - 70_000);
        try (RawServer server = new RawServer(dated.cutAfter(70_000), RawServer.thenClose(rest), dated)) {
            assertThat(text(download(server, 2))).isEqualTo(JSON);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void onceMoreWhenTheRestEndsInGoodOrderButEarly() throws IOException {
        String rest
                = "HTTP/1.1 206\r\nETag: \"v1\"\r\nConnection: close\r\nTransfer-Encoding: chunked\r\nContent-Range: bytes 70000-"
                  + (LENGTH - 1) + "/" + LENGTH + "\r\n\r\n3\r\n"
                  + new String(JSON.getBytes(StandardCharsets.UTF_8), 70_000, 3, StandardCharsets.UTF_8)
                  + "\r\n0\r\n\r\n";
        try (RawServer server = new RawServer(TAGGED.cutAfter(70_000), RawServer.thenClose(rest), TAGGED)) {
            DownloadedFile file = Clients.client(server.port(), 2).downloads().data(JobType.bulk, "shop", "json", null,
                    new FileTarget(directory, UnaryOperator.identity(), 0, whole -> {
                    })).run();
            assertThat(text(file)).isEqualTo(JSON);
            assertThat(server.requests().get(2)).contains("\r\nRange: bytes=70003-\r\n");
        }
    }

    @Test
    void fromTheStartAndUnpackedWhenItWasPacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(JSON.getBytes(StandardCharsets.UTF_8));
        }
        RawServer.Reply half = (request, socket) -> {
            socket.getOutputStream().write(("HTTP/1.1 200\r\nETag: \"v1\"\r\nContent-Encoding: gzip\r\nContent-Length: "
                                            + packed.size() + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(Arrays.copyOf(packed.toByteArray(), packed.size() - 20));
            return false;
        };
        try (RawServer server = new RawServer(half, TAGGED.cutAfter(9_000), TAGGED)) {
            assertThat(text(download(server, 2))).isEqualTo(JSON);
            assertThat(server.requests().get(1)).contains("Accept-Encoding: identity").doesNotContain("Range");
            assertThat(server.requests().get(2)).contains("Range: bytes=9000-");
        }
    }

    @Test
    void fromTheStartAfterAWrongEnd() throws IOException {
        RawServer.Reply short1 = RawServer.ok(JSON.substring(0, JSON.indexOf("},", 50_000) + 1));
        RawServer.Reply short2 = RawServer.thenClose("HTTP/1.1 200\r\n\r\n" + JSON.substring(0, 60_000));
        try (RawServer server = new RawServer(short1, short2, TAGGED)) {
            assertThat(text(download(server, 2))).isEqualTo(JSON);
        }
        try (RawServer server = new RawServer(short1)) {
            assertThatThrownBy(() -> download(server, 1)).isInstanceOf(DiffbotTruncatedDataException.class);
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void withTheTokenMaskedAlsoWhereItWasCut() throws IOException {
        String secret = "[{\"a\":\"" + Clients.TOKEN + "\"},{\"b\":\"" + Clients.TOKEN + "\"}]";
        ServedFile served = ServedFile.tagged(secret, "\"t\"");
        for (int place = 8; place < 40; place += 5) {
            try (RawServer server = new RawServer(served.cutAfter(place), served)) {
                DownloadedFile file = download(server, 1, in -> new MaskingInputStream(in, Clients.TOKEN));
                assertThat(text(file)).isEqualTo(secret.replace(Clients.TOKEN, "x".repeat(Clients.TOKEN.length())));
                assertThat(server.requests().get(1)).contains("Range: bytes=" + place + "-");
            }
        }
    }

    @Test
    void notIfTheJobWasDeletedMeanwhile() throws IOException {
        RawServer.Reply gone = RawServer.error(400, "{\"error\":\"No collection record\"}");
        try (RawServer server = new RawServer(TAGGED.cutAfter(9_000), gone)) {
            assertThatThrownBy(() -> download(server, 5)).isInstanceOf(DiffbotNoSuchJobException.class);
            assertThat(server.requests()).hasSize(2);
        }
        assertNothingIsLeft();
    }

    @Test
    void andIsReadFromTheFileThatGoesWithIt() throws IOException {
        try (RawServer server = new RawServer(TAGGED)) {
            DownloadedFile file = download(server, 0);
            assertThat(file.path().getFileName().toString()).startsWith(FileDownload.PREFIX);
            try (ResultStream bytes = file.readAndDelete()) {
                assertThat(bytes.readNBytes(5)).isEqualTo(JSON.substring(0, 5).getBytes());
            }
        }
        assertThat(List.of(directory.toFile().list())).isEmpty();
    }
}
