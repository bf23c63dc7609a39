/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

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
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("A truncated download is never complete")
class DownloadTruncationTest {

    private static final String RECORDS = "[{\"id\":1,\"t\":\"e\"},\n{\"id\":2}]";
    private static final String HEAD = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\n";

    private enum Cut {
        contentLength,
        chunked,
        chunkedThenNothing,
        chunkedAndEnded;

        String reply(int length) {
            String sent = RECORDS.substring(0, length);
            String chunk = length == 0 ? "" : Integer.toHexString(length) + "\r\n" + sent + "\r\n";
            return HEAD + switch (this) {
                case contentLength -> "Content-Length: " + RECORDS.length() + "\r\n\r\n" + sent;
                case chunked -> "Transfer-Encoding: chunked\r\n\r\n" + chunk;
                case chunkedThenNothing -> "Transfer-Encoding: chunked\r\n\r\n"
                                           + Integer.toHexString(RECORDS.length()) + "\r\n" + sent;
                case chunkedAndEnded -> "Transfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n";
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    @FaultCase({ "N8", "N9" })
    @DisplayName("A download that is cut at any byte is an error with its position")
    void whereverItIsCut(Cut cut) throws Exception {
        // a response that ends regularly before its first byte has no records
        int first = cut == Cut.chunkedAndEnded ? 1 : 0;
        RawServer.Reply[] replies = IntStream.range(first, RECORDS.length())
                .mapToObj(k -> RawServer.thenClose(cut.reply(k))).toArray(RawServer.Reply[]::new);
        try (RawServer server = new RawServer(replies)) {
            DiffbotClient client = Clients.client(server.port(), 0);
            for (int k = first; k < RECORDS.length(); k++) {
                ResultIterator<Object> records = records(client);
                DiffbotException e = catchThrowableOfType(DiffbotException.class, () -> drain(records));
                assertThat(e).as("cut at byte %d", k).isNotNull().hasMessageContaining("'shop'");
                // before its first byte the response is missing
                if (k > 0) {
                    assertThat(e).isInstanceOf(DiffbotTruncatedDataException.class)
                            .hasMessageContaining("after " + records.received() + " records and " + k + " bytes");
                }
            }
        }
    }

    @Test
    @DisplayName("A complete download has all records")
    void andNothingIsMissedWhenItIsWhole() throws Exception {
        for (Cut cut : new Cut[] { Cut.contentLength, Cut.chunkedAndEnded }) {
            try (RawServer server = new RawServer(RawServer.thenClose(cut.reply(RECORDS.length())))) {
                ResultIterator<Object> records = records(Clients.client(server.port(), 0));
                drain(records);
                assertThat(records.received()).isEqualTo(2);
            }
        }
    }

    @Test
    @FaultCase("N7")
    @DisplayName("Garbage is an error with its place")
    void norIsGarbage() throws Exception {
        String chunked = HEAD + "Transfer-Encoding: chunked\r\n\r\n11\r\n" + RECORDS.substring(0, 17) + "\r\n";
        String[] replies = {
                HEAD + "Content-Length: 9\r\n\r\n\u0001\u0002garbage",
                HEAD + "Content-Length: 26\r\n\r\n[{\"id\":1},\u0001\u0002garbage,{\"id\":2}]",
                chunked + "no number\r\n,{\"id\":2}]\r\n0\r\n\r\n",
                chunked + "-5\r\n,{\"id\":2}]\r\n0\r\n\r\n" };
        String[] places = { "at byte 0", "at byte 10", "and 17 bytes", "and 17 bytes" };
        try (RawServer server
                = new RawServer(Arrays.stream(replies).map(RawServer::thenClose).toArray(RawServer.Reply[]::new))) {
            DiffbotClient client = Clients.client(server.port(), 0);
            for (String place : places) {
                DiffbotException e = catchThrowableOfType(DiffbotException.class, () -> drain(records(client)));
                assertThat(e).hasMessageContaining("'shop'").hasMessageContaining(place);
            }
        }
    }

    private static ResultIterator<Object> records(DiffbotClient client) {
        assertThat(RECORDS).hasSize(RECORDS.getBytes(StandardCharsets.UTF_8).length);
        return Records.read(() -> client.downloads().data(JobType.bulk, "shop", "json", null).open(),
                new RecordOptions(new ObjectMapper(), null, OnBadRecord.fail, 0, Clients.TOKEN, 0, null));
    }

    private static void drain(ResultIterator<Object> records) {
        records.forEachRemaining(record -> assertThat(record).isNotNull());
    }
}
