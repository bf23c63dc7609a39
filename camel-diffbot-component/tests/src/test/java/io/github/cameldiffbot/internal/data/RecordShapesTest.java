/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.nio.charset.StandardCharsets;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotOutOfCreditsException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotRejectedException;
import io.github.cameldiffbot.error.DiffbotThrottledException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.error.DiffbotUnauthorizedException;
import io.github.cameldiffbot.error.DiffbotUnavailableException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("Records are found in responses of any known form")
@FaultCase("J7")
class RecordShapesTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "[{\"id\":1},{\"id\":2}]",
            "\n\r\n \t[{\"id\":1},\n{\"id\":2}\n]\n\n",
            "\ufeff[{\"id\":1},{\"id\":2}]",
            "[{\"id\":1},{\"id\":2},]",
            "{\"objects\":[{\"id\":1},{\"id\":2}]}",
            "{\"data\":[{\"id\":1},{\"id\":2}]}",
            " {\"hits\":2,\"request\":{\"data\":[7]},\"objects\":[{\"id\":1},{\"id\":2}],\"queryInfo\":{\"n\":[1]}} ",
            "{\"id\":1}\n{\"id\":2}\n",
            "{\"id\":1}{\"id\":2}",
            "{\"id\":1}\r\n\r\n{\"id\":2}",
    })
    @DisplayName("Records are found in each known form of a response")
    void recordsAreFoundInEveryKnownShape(String body) {
        assertThat(Reading.json(Reading.read(body))).containsExactly("{\"id\":1}", "{\"id\":2}");
        for (int piece = 1; piece < 5; piece++) {
            FakeResponse response = FakeResponse.dribbling(body.getBytes(StandardCharsets.UTF_8), piece);
            assertThat(Reading.json(Records.read(response, Reading.strict()))).hasSize(2);
            assertThat(response.released()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "[]", " [\n] ", "{}", "{\"objects\":[]}", "{\"data\":[],\"hits\":0}", "null" })
    @DisplayName("An empty response in any form has no records")
    void nothingIsNoRecords(String body) {
        FakeResponse response = new FakeResponse(body);
        assertThat(Reading.json(Records.read(response, Reading.strict()))).isEmpty();
        assertThat(response.released()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", " \n\t", "\ufeff" })
    @FaultCase("J12")
    @DisplayName("A response without content is neither JSON nor 'no records'")
    void noContentIsAnError(String body) {
        FakeResponse response = new FakeResponse(body);
        ResultIterator<Object> records = Records.read(response, Reading.skipping());
        DiffbotTruncatedDataException e
                = catchThrowableOfType(DiffbotTruncatedDataException.class, () -> Reading.all(records));
        assertThat(e).hasMessageContaining("shop1").hasMessageContaining("after 0 records");
        assertThat(response.aborted() + response.released()).isOne();
        Reading.assertFailsAgain(records, e);
    }

    @Test
    @DisplayName("A single record with a member objects is that record")
    void aRecordWithAListOfObjectsIsNotAnEnvelope() {
        String record = "{\"type\":\"list\",\"objects\":[{\"id\":1}]}";
        assertThat(Reading.json(Reading.read(record))).containsExactly(record);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<html><body>Bad Gateway</body></html>", "Bad Gateway", "\"text\"", "17", "true", "{\"jobs\":[]}",
            "{\"response\":\"Successfully deleted job.\"}", "[] []", "[{\"id\":1}] x", "{\"objects\":[]} {}", "nul"
    })
    @DisplayName("Any other content is a protocol error, also when it is read again")
    void anythingElseIsAProtocolError(String body) {
        FakeResponse response = new FakeResponse(body);
        ResultIterator<Object> records = Records.read(response, Reading.strict());
        DiffbotProtocolException e = catchThrowableOfType(DiffbotProtocolException.class, () -> Reading.all(records));
        assertThat(e).hasMessageContaining("shop1");
        assertThat(response.aborted() + response.released()).isOne();
        Reading.assertFailsAgain(records, e);
    }

    @Test
    @DisplayName("The error quotes only the start of a long response")
    void theProtocolErrorQuotesOnlyTheStartOfALongResponse() {
        DiffbotException e = catchThrowableOfType(DiffbotException.class,
                () -> Reading.read("<html>" + "y".repeat(1_000_000)).hasNext());
        assertThat(e.getServerText()).startsWith("<html>y").hasSizeLessThan(250);
    }

    @Test
    @DisplayName("An error in place of records is thrown as its exception")
    void anErrorInPlaceOfRecordsIsRaised() {
        assertError("{\"errorCode\":400,\"error\":\"No collection record\"}", DiffbotNoSuchJobException.class, 400);
        assertError("{\"errorCode\":\"500\",\"error\":\"no urls found\"}", DiffbotRejectedException.class, 500);
        assertError("{\"error\":\"out of order\"}", DiffbotRejectedException.class, 0);
        assertError("{\"requestId\":\"r\",\"code\":401,\"message\":\"Unauthorized\"}", DiffbotUnauthorizedException.class,
                401);
        assertError("{\"errorCode\":429,\"error\":\"Too many requests\"}", DiffbotThrottledException.class, 429);
        assertError("{\"objects\":[],\"errorCode\":500,\"error\":\"shard down\"}", DiffbotUnavailableException.class, 500);
        assertError("{\"error\":\"Quota exceeded\"}", DiffbotOutOfCreditsException.class, 0);
        assertError("{\"error\":\"Invalid token\"}", DiffbotUnauthorizedException.class, 0);
        assertError("{\"error\":\"shard down\",\"objects\":[]}", DiffbotRejectedException.class, 0);
    }

    private static void assertError(String body, Class<? extends DiffbotException> type, int code) {
        DiffbotException e = catchThrowableOfType(DiffbotException.class, () -> Reading.read(body).hasNext());
        assertThat(e).isExactlyInstanceOf(type);
        assertThat(e.getErrorCode()).isEqualTo(code);
        assertThat(e.getJobName()).isEqualTo("shop1");
        assertThat(e.getServerText()).isNotBlank();
    }
}
