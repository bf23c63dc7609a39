/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.filter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.internal.data.Reading;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An incremental filter passes each record once")
class IncrementalFilterTest {

    private static final Instant NOON = Instant.parse("2026-07-24T12:00:00Z");
    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final Instant LATEST = NOON.plus(Duration.ofDays(366));

    private Checkpoint position = Checkpoint.START;
    private IncrementalFilter last;

    @Test
    @DisplayName("The first read returns all records, and the second one none")
    void firstAllAreNewAndThenNone() {
        assertThat(read(record(1, 0), record(2, 5), record(3, -4000))).containsExactly(1, 2, 3);
        assertThat(read(record(1, 0), record(2, 5), record(3, -4000))).isEmpty();
        assertThat(last.known()).isEqualTo(3);
    }

    @Test
    @DisplayName("Newer records are new")
    void newerRecordsAreNew() {
        read(record(1, 0));

        assertThat(read(record(2, 1), record(1, 0))).containsExactly(2);
    }

    @Test
    @DisplayName("Another record of the same second is new")
    void anotherRecordOfTheSameSecondIsNew() {
        read(record(1, 0));

        assertThat(read(record(1, 0), record(2, 0))).containsExactly(2);
        assertThat(read(record(1, 0), record(2, 0))).isEmpty();
    }

    @Test
    @DisplayName("A late record is new within the window")
    void aRecordThatComesLateIsNewWithinTheOverlap() {
        read(record(1, 0));

        assertThat(read(record(1, 0), record(2, -599), record(3, -600))).containsExactly(2);
        assertThat(read(record(1, 0), record(2, -599))).isEmpty();
    }

    @Test
    @DisplayName("The window ends at the newest record, at any position in the data")
    void theOverlapCountsFromTheNewestRecordWhereverItStands() {
        read(record(1, -3000), record(2, 0), record(3, -300), record(4, -900));

        assertThat(read(record(1, -3000), record(2, 0), record(3, -300), record(4, -900), record(5, -300),
                record(6, -601))).containsExactly(5);
    }

    @Test
    @DisplayName("A page that was extracted again is new")
    void aPageThatIsExtractedAgainIsNew() {
        read(record(1, 0), record(2, 0));

        assertThat(read(record(1, 0), record(2, 0), record(1, 3600))).containsExactly(1);
    }

    @Test
    @DisplayName("A record without a time is always delivered")
    void withoutATimeARecordComesAlways() {
        assertThat(read("{\"id\":1}", "{\"id\":2,\"timestamp\":\"yesterday\"}")).containsExactly(1, 2);
        assertThat(read("{\"id\":1}", record(3, 0))).containsExactly(1, 3);
        assertThat(last.timeless()).isOne();
    }

    @Test
    @DisplayName("Times in each format that Diffbot has used are compared")
    void theTimesOfAllGenerationsCount() {
        String rfc = "{\"docId\":1,\"timestamp\":\"Fri, 24 Jul 2026 12:00:00 GMT\"}";
        String epoch = "{\"docId\":2,\"lastCrawlTimeUTC\":" + NOON.getEpochSecond() + "}";
        read(rfc, epoch);

        assertThat(accepted(rfc, epoch, "{\"docId\":3,\"lastCrawlTimeUTC\":" + NOON.getEpochSecond() + "}",
                "{\"docId\":4,\"timestamp\":\"Fri, 24 Jul 2026 12:00:01 GMT\"}")).isEqualTo(2);
    }

    @Test
    @DisplayName("Records without an id are distinguished by their content")
    void recordsWithoutAKeyAreDistinguishedByTheirContent() {
        String one = "{\"title\":\"one\",\"timestamp\":\"" + NOON + "\"}";
        String two = "{\"title\":\"two\",\"timestamp\":\"" + NOON + "\"}";
        accepted(one);

        assertThat(accepted(one, two)).isOne();
    }

    @Test
    @DisplayName("The window shrinks if it has too many records, and no record is delivered twice")
    void whenThereAreTooManyTheWindowShrinksAndNothingComesTwice() {
        // 50 per second for 15 minutes, unordered
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 45_000; i++) {
            many.add(record(i, i / 50));
        }
        Collections.shuffle(many, new Random(1));
        String[] all = many.toArray(String[]::new);
        assertThat(read(all)).hasSize(45_000);
        assertThat(last.window()).isBetween(Duration.ofSeconds(300), Duration.ofSeconds(400));
        assertThat(position.toText()).hasSizeLessThan(230_000);

        assertThat(read(all)).isEmpty();
        // still new within the rest of the window
        assertThat(read(record(100_000, 700), record(100_001, 400))).containsExactly(100_000);
    }

    @Test
    @DisplayName("A window that has too many records only during a read keeps its length")
    void aWindowThatWasTooLargeOnlyForAWhileIsNotShrunk() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 45_000; i++) {
            many.add(record(i, i / 1000));
        }
        many.add(record(100_000, 100_000));
        read(many.toArray(String[]::new));

        assertThat(last.window()).isEqualTo(OVERLAP);
        assertThat(read(record(100_001, 99_500))).containsExactly(100_001);
    }

    @Test
    @DisplayName("A response without new records keeps the checkpoint")
    void aResponseWithoutNewRecordsKeepsTheCheckpoint() {
        read(record(1, 0), record(2, 5));

        assertThat(read()).isEmpty();
        assertThat(read(record(1, 0))).isEmpty();
        assertThat(read(record(1, 0), record(2, 5))).isEmpty();
    }

    @Test
    @DisplayName("The checkpoint never moves back")
    void thePositionNeverGoesBack() {
        read(record(1, 1000));
        read(record(2, 900));

        assertThat(position.newest()).isEqualTo(NOON.plusSeconds(1000).toEpochMilli());
        assertThat(read(record(3, 300))).isEmpty();
    }

    @Test
    @DisplayName("A record with a time in the far future hides no other")
    void aTimeThatCannotBeHidesNothing() {
        String odd = "{\"id\":1,\"timestamp\":\"2099-01-01T00:00:00Z\"}";
        assertThat(read(odd, record(2, 0))).containsExactly(1, 2);
        assertThat(read(odd, record(2, 0), record(3, 60))).containsExactly(1, 3);
    }

    /** Reads like an application that restarts before each read. */
    private TreeSet<Integer> read(String... records) {
        TreeSet<Integer> ids = new TreeSet<>();
        last = new IncrementalFilter(position, OVERLAP, LATEST);
        for (String record : records) {
            DiffbotRecord read = DiffbotRecord.of(record.getBytes(UTF_8), Reading.MAPPER);
            if (last.accepts(read)) {
                ids.add(Integer.parseInt(read.getKey()));
            }
        }
        position = Checkpoint.parse(last.end().toText());
        return ids;
    }

    private long accepted(String... records) {
        last = new IncrementalFilter(position, OVERLAP, LATEST);
        long accepted = Arrays.stream(records).map(record -> DiffbotRecord.of(record.getBytes(UTF_8), Reading.MAPPER))
                .filter(last::accepts).count();
        position = last.end();
        return accepted;
    }

    private static String record(int id, int seconds) {
        return "{\"id\":" + id + ",\"timestamp\":\"" + NOON.plusSeconds(seconds) + "\"}";
    }
}
