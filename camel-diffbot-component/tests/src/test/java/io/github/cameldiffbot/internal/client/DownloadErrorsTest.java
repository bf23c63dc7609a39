/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.data.OnBadRecord;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.internal.data.RecordOptions;
import io.github.cameldiffbot.internal.data.Records;
import io.github.cameldiffbot.job.JobType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("An unusual download is read or is an error, and never ends early without one")
class DownloadErrorsTest {

    private static final String RECORDS = "[{\"id\":1,\"t\":\"ä\"},{\"id\":2,\"t\":\"ö\"}]";
    private static final int LENGTH = RECORDS.getBytes(StandardCharsets.UTF_8).length;

    private static int read(RawServer server) {
        DiffbotClient client = Clients.client(server.port(), 0);
        int count = 0;
        try (ResultIterator<Object> records
                = Records.read(() -> client.downloads().data(JobType.bulk, "shop", "json", null).open(),
                        new RecordOptions(new ObjectMapper(), null, OnBadRecord.fail, 0, null, 0, null))) {
            while (records.hasNext()) {
                assertThat(records.next().toString()).containsAnyOf("ä", "ö");
                count++;
            }
        }
        return count;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static RawServer.Reply bytes(String headers, byte[] body) {
        return (request, socket) -> {
            socket.getOutputStream().write(("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            return true;
        };
    }

    static Stream<Arguments> tolerated() throws IOException {
        return Stream.of(arguments(RawServer.ok("\uFEFF" + RECORDS), 2),
                // JSON is UTF-8 regardless of the declared charset
                arguments(bytes("Content-Type: application/json; charset=ISO-8859-1\r\n",
                        RECORDS.getBytes(StandardCharsets.UTF_8)), 2),
                arguments(bytes("Content-Type: application/json; charset=nonsense\r\n",
                        RECORDS.getBytes(StandardCharsets.UTF_8)), 2));
    }

    @ParameterizedTest
    @MethodSource("tolerated")
    @FaultCase("H10")
    @DisplayName("An unusual download that can be read gives its records")
    void unlessItCanBeRead(RawServer.Reply reply, int records) throws IOException {
        try (RawServer server = new RawServer(reply)) {
            assertThat(read(server)).isEqualTo(records);
        }
    }

    static Stream<RawServer.Reply> withoutContent() {
        return Stream.of(RawServer.raw("HTTP/1.1 204\r\n\r\n"), RawServer.ok(""), RawServer.ok(" \n"));
    }

    @ParameterizedTest
    @MethodSource("withoutContent")
    @FaultCase({ "H10", "J12" })
    @DisplayName("A response without content is an error, not 'no records'")
    void whenItHasNoContent(RawServer.Reply reply) throws IOException {
        try (RawServer server = new RawServer(reply)) {
            assertThatThrownBy(() -> read(server)).isInstanceOf(DiffbotTruncatedDataException.class);
        }
    }

    @Test
    @DisplayName("Gzip is requested, and decompressed while it is read")
    void gzipIsAskedForAndUnpackedOnTheWay() throws IOException {
        try (RawServer server = new RawServer(bytes("Content-Encoding: gzip\r\n", gzip(RECORDS)))) {
            assertThat(read(server)).isEqualTo(2);
            assertThat(server.requests().get(0)).contains("\r\nAccept-Encoding: gzip");
        }
    }

    static Stream<RawServer.Reply> badlyPacked() throws IOException {
        byte[] packed = gzip(RECORDS);
        byte[] spoilt = packed.clone();
        for (int i = 12; i < spoilt.length; i++) {
            spoilt[i] ^= 0x55;
        }
        return Stream.of(bytes("Content-Encoding: gzip\r\n", Arrays.copyOf(packed, packed.length / 2)),
                bytes("Content-Encoding: gzip\r\n", Arrays.copyOf(packed, packed.length - 1)),
                bytes("Content-Encoding: gzip\r\n", spoilt),
                bytes("Content-Encoding: gzip\r\n", RECORDS.getBytes(StandardCharsets.UTF_8)),
                bytes("Content-Encoding: fancy\r\n", packed));
    }

    @ParameterizedTest
    @MethodSource("badlyPacked")
    @FaultCase("H10")
    @DisplayName("A download with invalid compression is an error with the name of the job")
    void howItIsPacked(RawServer.Reply reply) throws IOException {
        try (RawServer server = new RawServer(reply)) {
            assertThatThrownBy(() -> read(server)).isInstanceOf(DiffbotException.class).hasMessageContaining("'shop'");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { -1, -20, 1, 100 })
    @FaultCase("H12")
    @DisplayName("A download of another length than announced is an error")
    void howLongItIs(int wrong) throws IOException {
        // a body that is too short ends before its last bracket; one that is too long never ends
        try (RawServer server = new RawServer(
                RawServer.thenClose("HTTP/1.1 200\r\nContent-Length: " + (LENGTH + wrong) + "\r\n\r\n" + RECORDS))) {
            assertThatThrownBy(() -> read(server)).isInstanceOf(DiffbotException.class).hasMessageContaining("'shop'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "Content-Length: -5\r\n", "Content-Length: many\r\n" })
    @FaultCase("H12")
    @DisplayName("A truncated download without a valid length is an error")
    void thatItIsShortAlsoWhenNoLengthSaysSo(String header) throws IOException {
        String cut = RECORDS.substring(0, RECORDS.length() - 3);
        try (RawServer server = new RawServer(RawServer.thenClose("HTTP/1.1 200\r\n" + header + "\r\n" + cut))) {
            assertThatThrownBy(() -> read(server)).isInstanceOf(DiffbotException.class).hasMessageContaining("'shop'");
        }
    }

    @Test
    @FaultCase("H12")
    @DisplayName("A complete download without a length is read")
    void nothingWhenTheLengthIsMissing() throws IOException {
        try (RawServer server = new RawServer(RawServer.thenClose("HTTP/1.1 200\r\n\r\n" + RECORDS))) {
            assertThat(read(server)).isEqualTo(2);
        }
    }
}
