/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.error.DiffbotBadRecordException.Reason;
import io.github.cameldiffbot.internal.data.FakeResponse;
import io.github.cameldiffbot.internal.data.Reading;
import io.github.cameldiffbot.internal.data.Records;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("Extreme records affect no others")
class NastyRecordsTest {

    private static final String NEXT = "{\"id\":2}";

    static List<String> nasty() {
        return List.of(
                "{\"type\":\"a\",\"deep\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
                "{\"type\":\"a\",\"text\":\"" + "x".repeat(30_000_000) + "\"}",
                "{\"type\":\"a\",\"n\":" + "9".repeat(5_000) + "}",
                "{\"type\":\"a\",\"" + "n".repeat(60_000) + "\":1}",
                "{\"type\":\"a\",\"n\":NaN}",
                "{\"type\":\"a\",\"text\":\"a raw \n line end\"}");
    }

    @ParameterizedTest
    @MethodSource("nasty")
    @FaultCase("J5")
    @DisplayName("A record beyond the limits of the mapper fails on access, and no other one fails")
    void aRecordBeyondTheMappersLimitsFailsAloneAndOnlyOnAccess(String nasty) {
        List<Object> records = Reading.all(Reading.read("[{\"id\":1}," + nasty + "," + NEXT + "]"));
        assertThat(records).hasSize(3);
        DiffbotRecord record = (DiffbotRecord) records.get(1);
        assertThat(record.toJson().equals(nasty)).isTrue();
        DiffbotBadRecordException e = catchThrowableOfType(DiffbotBadRecordException.class, record::size);
        assertThat(e.getReason()).isEqualTo(Reason.malformed);
        assertThat(e.getRecordNumber()).isEqualTo(2);
        assertThat(e.getByteOffset()).isEqualTo(10);
        assertThat(((DiffbotRecord) records.get(2)).getId()).isEqualTo("2");
    }

    @Test
    @DisplayName("A mapper with higher limits reads such records")
    void theMappersLimitsCanBeRaised() {
        ObjectMapper mapper = JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
        mapper.getFactory().setStreamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(20_000).maxStringLength(40_000_000)
                        .maxNumberLength(10_000).build());
        for (String nasty : nasty().subList(0, 3)) {
            assertThat(DiffbotRecord.of(nasty.getBytes(StandardCharsets.UTF_8), mapper).getType()).isEqualTo("a");
        }
        assertThat(DiffbotRecord.of(nasty().get(4).getBytes(StandardCharsets.UTF_8), mapper).get("n"))
                .isEqualTo(Double.NaN);
    }

    @Test
    @DisplayName("A record with extreme nesting is a bad record")
    void nestingThatNoParserShouldFollowIsABadRecord() {
        String nasty = "{\"deep\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}";
        ResultIterator<Object> records = Reading.skipping("[" + nasty + "," + NEXT + "]");
        assertThat(Reading.json(records)).containsExactly(NEXT);
        assertThat(records.skipped()).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = { 40, 10_000, 100_000, 3_000_000 })
    @FaultCase("J11")
    @DisplayName("A record over the limit is a bad record with its position, or is skipped")
    void aRecordOverTheLimitIsPassedWithoutBeingKept(int limit) {
        String huge = "{\"type\":\"a\",\"text\":\"\\\\\\\"}],[" + "x".repeat(limit) + "\"}";
        String body = "[{\"id\":1}," + huge + "," + NEXT + "," + huge + "]";
        DiffbotBadRecordException e = catchThrowableOfType(DiffbotBadRecordException.class,
                () -> Reading.all(Records.read(new FakeResponse(body), Reading.upTo(limit, OnBadRecord.fail))));
        assertThat(e.getReason()).isEqualTo(Reason.tooLarge);
        assertThat(e).hasMessageContaining(limit + " bytes").hasMessageContaining("record 2 at byte 10");

        ResultIterator<Object> records = Records.read(new FakeResponse(body), Reading.upTo(limit, OnBadRecord.skip));
        assertThat(Reading.json(records)).containsExactly("{\"id\":1}", NEXT);
        assertThat(records.skipped()).isEqualTo(2);
    }

    @Test
    @DisplayName("A record over the limit is skipped between objects without an array")
    void hugeRecordsAmongObjectsInARowArePassedToo() {
        String huge = "{\"text\":\"" + "x".repeat(50_000) + "\"}";
        assertThat(Reading.json(Records.read(new FakeResponse(huge + "\n" + NEXT + "\n" + huge),
                Reading.upTo(1000, OnBadRecord.skip)))).containsExactly(NEXT);
    }

    @Test
    @FaultCase("J4")
    @DisplayName("Of two members with the same name the last one counts")
    void ofTwoMembersWithOneNameTheLastCounts() {
        DiffbotRecord record = (DiffbotRecord) Reading.read("[{\"title\":\"a\",\"title\":\"b\"}]").next();
        assertThat(record.getTitle()).isEqualTo("b");
        assertThat(record.toJson()).isEqualTo("{\"title\":\"a\",\"title\":\"b\"}");
    }

    @Test
    @FaultCase("J8")
    @DisplayName("The bytes of a record are unchanged wherever the buffer ends")
    void bytesStayWhatTheyAreWhereverTheBufferEnds() {
        byte[] emoji
                = "{\"type\":\"a\",\"t\":\"\ud83d\ude00\u00e9\",\"s\":\"\\ud800 \\u0000\"}".getBytes(StandardCharsets.UTF_8);
        for (int shift = 7_900; shift < 8_100; shift++) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.writeBytes(("[" + " ".repeat(shift)).getBytes(StandardCharsets.UTF_8));
            body.writeBytes(emoji);
            body.write(']');
            DiffbotRecord record = (DiffbotRecord) Reading.read(body.toByteArray()).next();
            assertThat(record.toBytes()).isEqualTo(emoji);
            assertThat(record).containsEntry("t", "\ud83d\ude00\u00e9").containsEntry("s", "\ud800 \0");
        }
    }

    @Test
    @FaultCase("J8")
    @DisplayName("Text that is not UTF-8 is passed on unchanged and read with replacement characters")
    void textThatIsNotUtf8IsHandedOnAsItIsAndReadWithReplacements() {
        byte[] json = "{\"type\":\"a\",\"t\":\"1234\",\"u\":1}".getBytes(StandardCharsets.UTF_8);
        int text = new String(json, StandardCharsets.US_ASCII).indexOf("1234");
        for (byte[] bad : new byte[][] {
                { (byte) 0xff, 'b', 'c', 'd' }, { (byte) 0xc3, 'b', 'c', 'd' }, { (byte) 0xed, (byte) 0xa0, (byte) 0x80, 'd' },
                { 'a', 'b', 'c', (byte) 0xf0 } }) {
            System.arraycopy(bad, 0, json, text, bad.length);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write('[');
            body.writeBytes(json);
            body.writeBytes(",{\"id\":2}]".getBytes(StandardCharsets.UTF_8));
            List<Object> records = Reading.all(Reading.read(body.toByteArray()));
            DiffbotRecord record = (DiffbotRecord) records.get(0);
            assertThat(record.toBytes()).isEqualTo(json);
            assertThat(record.getType()).isEqualTo("a");
            assertThat((String) record.get("t")).isNotEmpty();
            assertThat(record.toBytes()).isEqualTo(json);
            assertThat(records).hasSize(2);
        }
    }

    @Test
    @DisplayName("Data in UTF-16 is an error with the name of the job")
    void zeroBytesDoNotChangeTheEncoding() {
        byte[] body = "[{\"id\":1}]".getBytes(StandardCharsets.UTF_16LE);
        assertThatThrownBy(() -> Reading.all(Reading.read(Arrays.copyOf(body, body.length))))
                .isInstanceOf(RuntimeException.class).hasMessageContaining("shop1");
    }
}
