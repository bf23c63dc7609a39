/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.internal.data.FakeResponse;
import io.github.cameldiffbot.internal.data.RandomJson;
import io.github.cameldiffbot.internal.data.Reading;
import io.github.cameldiffbot.internal.data.Records;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The scanner agrees with Jackson")
@Tag("slow")
class JsonValueScannerTest {

    private static final int NOT_GOOD = -1;
    private static final int MUTANTS = 10;
    private static final int[] PIECES = { 1, 7, 61, 8191, Integer.MAX_VALUE };

    private static final JsonFactory LENIENT = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(100_000).build())
            .build();

    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
    @DisplayName("The scanner and Jackson agree about random JSON and its mutants: whether it is valid and where it ends")
    void aboutWhatIsJsonAndWhereItEnds(long seed) {
        Random random = new Random(seed);
        int bad = 0;
        int good = 0;
        for (int i = 0; i < 1_500; i++) {
            byte[] json = RandomJson.object(random, 1 + random.nextInt(5)).getBytes(StandardCharsets.UTF_8);
            for (int mutant = 0; mutant < MUTANTS; mutant++) {
                int expected = jackson(json);
                int piece = PIECES[random.nextInt(PIECES.length)];
                assertThat(scanner(json, piece)).as("seed %d, document %d, mutant %d, pieces of %d: %s", seed, i, mutant, piece,
                        new String(json, StandardCharsets.UTF_8)).isEqualTo(expected);
                bad += expected < 0 ? 1 : 0;
                good += expected < 0 ? 0 : 1;
                json = RandomJson.mutate(json, random);
            }
        }
        assertThat(bad).isGreaterThan(2_000);
        assertThat(good).isGreaterThan(2_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":-Infinity}", "{\"a\":+INF}", "{\"a\":-INF}", "{\"a\":INF}",
            "{\"a\":+1}", "{\"a\":-}", "{\"a\":1.}", "{\"a\":.5}", "{\"a\":1e}", "{\"a\":1e+}", "{\"a\":-00.10E-05}",
            "{\"a\":nul}", "{\"a\":truee}", "{\"a\":1,}", "{,}", "{\"a\":[1,]}", "{\"a\":[,]}", "{\"a\":[1,,2]}", "{\"a\":}",
            "{\"a\":\"\\x\"}", "{\"a\":\"\\u12G4\"}", "{\"a\":\"\\uABcd\"}", "{\"a\\u12\":1}", "{\"a\" : 1 , \"b\"\n:\t2}",
            "{\"a\":\"\\", "{\"a\":\"\\\"}", "{\"a\":[}]", "{\"a\":'b'}", "{a:1}", "{\"a\":1}}", "[{\"a\":1}", "{\"a\":/**/1}",
            "{\"a\":1\u00a0}", "{\"a\"\"b\"}", "{\"a\":\"b\" \"c\"}", "{\"\":\"\"}", "{\"a\":\"b\"]"
    })
    @DisplayName("The scanner and Jackson agree about unusual and invalid JSON")
    void aboutTheOddities(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int piece : PIECES) {
            assertThat(scanner(bytes, piece)).isEqualTo(jackson(bytes));
        }
    }

    @Test
    @FaultCase("J8")
    @DisplayName("Each record is extracted unchanged wherever the buffer ends")
    void eachRecordIsExtractedUnchangedAtAnyBufferEnd() {
        for (long seed = 1; seed <= 4; seed++) {
            Random random = new Random(seed);
            List<String> records = new ArrayList<>();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write('[');
            while (body.size() < 3 * ScanBuffer.CAPACITY) {
                String record = RandomJson.object(random, 1 + random.nextInt(6));
                body.writeBytes((records.isEmpty() ? "" : ", \n").getBytes(StandardCharsets.UTF_8));
                body.writeBytes(record.getBytes(StandardCharsets.UTF_8));
                records.add(record);
            }
            body.write(']');
            for (int piece : PIECES) {
                assertThat(Reading.json(
                        Records.read(FakeResponse.dribbling(body.toByteArray(), piece), Reading.strict())))
                        .as("seed %d, pieces of %d", seed, piece).isEqualTo(records);
            }
        }
    }

    private static int scanner(byte[] json, int piece) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(json);
        body.write(',');
        try {
            ScanBuffer window = new ScanBuffer(FakeResponse.dribbling(body.toByteArray(), piece).open(), 1 << 20);
            window.mark(0);
            return new JsonValueScanner(window).skip() ? (int) window.offset() : NOT_GOOD;
        } catch (EOFException e) {
            return NOT_GOOD;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int jackson(byte[] json) {
        // Jackson does not see what the scanner ignores
        byte[] array = new byte[json.length + 2];
        array[0] = '[';
        for (int i = 0; i < json.length; i++) {
            array[i + 1] = json[i] < 0 ? (byte) '?' : json[i];
        }
        array[json.length + 1] = ',';
        try (JsonParser parser = LENIENT.createParser(array)) {
            parser.nextToken();
            parser.nextToken();
            parser.skipChildren();
            return parser.hasCurrentToken() ? (int) parser.currentLocation().getByteOffset() - 1 : NOT_GOOD;
        } catch (JsonProcessingException e) {
            return NOT_GOOD;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
