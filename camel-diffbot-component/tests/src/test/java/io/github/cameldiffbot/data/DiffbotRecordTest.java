/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.internal.data.Reading;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A record is a lazy map with its received bytes")
class DiffbotRecordTest {

    private static final String JSON = "{ \"id\" : 6526070754824580571, \"type\":\"article\", \"title\":\"T\\u00e9\","
                                       + "\"pageUrl\":\"https://a.example/\", \"timestamp\":\"2026-07-24T23:15:09Z\","
                                       + "\"tags\":[{\"label\":\"x\"}] , \"score\":1.50 }";

    private final DiffbotRecord record = of(JSON);

    private static DiffbotRecord of(String json) {
        return DiffbotRecord.of(json.getBytes(StandardCharsets.UTF_8), Reading.MAPPER);
    }

    @Test
    @DisplayName("A record is parsed on the first access to a member")
    void isParsedOnFirstAccess() throws IOException {
        assertThat(record.isParsed()).isFalse();
        assertThat(record.toJson()).isEqualTo(JSON);
        assertThat(record.toBytes()).isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
        assertThat(record.toInputStream().readAllBytes()).isEqualTo(JSON.getBytes(StandardCharsets.UTF_8));
        assertThat(record.isParsed()).isFalse();
        assertThat(record.getType()).isEqualTo("article");
        assertThat(record.isParsed()).isTrue();
    }

    @Test
    @FaultCase("J4")
    @DisplayName("A record is a map, with getters for the common members")
    void isAMapWithGettersForWhatMostRecordsHave() {
        assertThat(record).hasSize(7).containsEntry("title", "T\u00e9").containsKey("tags").doesNotContainKey("none");
        assertThat(record.getId()).isEqualTo("6526070754824580571");
        assertThat(record.get("id")).isEqualTo(6526070754824580571L);
        assertThat(record.getTitle()).isEqualTo("T\u00e9");
        assertThat(record.getPageUrl()).isEqualTo("https://a.example/");
        assertThat(record.getTimestamp()).isEqualTo(Instant.parse("2026-07-24T23:15:09Z"));
    }

    @Test
    @DisplayName("A getter returns null for a missing member or one of another type")
    void missingOrOtherwiseTypedMembersAreNull() {
        DiffbotRecord other = of("{\"title\":[1],\"timestamp\":\"long ago\",\"id\":null}");
        assertThat(other.getTitle()).isNull();
        assertThat(other.getTimestamp()).isNull();
        assertThat(other.getType()).isNull();
    }

    @Test
    @DisplayName("Timestamps are read in each format that Diffbot has used")
    void timestampsOfBothGenerationsAreRead() {
        Instant expected = Instant.parse("2015-05-20T08:00:50Z");
        assertThat(of("{\"timestamp\":\"Wed, 20 May 2015 08:00:50 GMT\"}").getTimestamp()).isEqualTo(expected);
        assertThat(of("{\"timestamp\":\"2015-05-20T10:00:50+02:00\"}").getTimestamp()).isEqualTo(expected);
        assertThat(of("{\"timestamp\":" + expected.getEpochSecond() + "}").getTimestamp()).isEqualTo(expected);
    }

    @Test
    @DisplayName("The key is the first of the ids of a record, or a hash of it")
    void theKeyIsTheFirstIdThatThereIs() {
        assertThat(of("{\"docId\":3,\"diffbotUri\":\"article|3|-8\",\"id\":9007199254740993}").getKey())
                .isEqualTo("9007199254740993");
        assertThat(of("{\"docId\":3,\"diffbotUri\":\"article|3|-8\"}").getKey()).isEqualTo("article|3|-8");
        assertThat(of("{\"docId\":3}").getKey()).isEqualTo("3");
        String hash = of("{\"title\":\"t\"}").getKey();
        assertThat(hash).matches("[0-9a-f]{32}").isEqualTo(of("{\"title\":\"t\"}").getKey());
        assertThat(of("{\"title\":\"u\"}").getKey()).isNotEqualTo(hash);
    }

    @Test
    @DisplayName("Reading members leaves the JSON unchanged")
    void readingLeavesTheJsonAsItCame() {
        record.get("tags");
        record.forEach((name, value) -> assertThat(name).isNotEmpty());
        assertThat(record.toString()).contains("\"title\":\"T\u00e9\"");
        assertThat(record.toJson()).isEqualTo(JSON);
    }

    @Test
    @DisplayName("Each way to change a record changes its JSON")
    void everyWayToChangeItShowsInItsJson() throws IOException {
        assertChanged(r -> r.put("new", 1));
        assertChanged(r -> r.remove("title"));
        assertChanged(Map::clear);
        assertChanged(r -> r.keySet().remove("title"));
        assertChanged(r -> r.values().removeIf("article"::equals));
        assertChanged(r -> r.entrySet().iterator().next().setValue("other"));
        assertChanged(r -> ((List<?>) r.get("tags")).clear());
        assertChanged(r -> ((Map<?, ?>) ((List<?>) r.get("tags")).get(0)).clear());
        assertChanged(r -> r.replaceAll((name, value) -> "same"));
    }

    private static void assertChanged(Consumer<DiffbotRecord> change) throws IOException {
        DiffbotRecord changed = of(JSON);
        change.accept(changed);
        assertThat(changed.toJson()).isNotEqualTo(JSON);
        assertThat((Map<?, ?>) Reading.MAPPER.readValue(changed.toBytes(), Map.class)).isEqualTo(changed);
        assertThat(Reading.MAPPER.writeValueAsString(changed)).isEqualTo(changed.toJson());
    }

    @Test
    @DisplayName("The bytes of a record cannot be modified from outside")
    void itsBytesCannotBeModified() {
        byte[] json = JSON.getBytes(StandardCharsets.UTF_8);
        DiffbotRecord own = DiffbotRecord.of(json, Reading.MAPPER);
        json[0] = 'x';
        own.toBytes()[1] = 'x';
        assertThat(own.toJson()).isEqualTo(JSON);
    }

    @Test
    @DisplayName("Jackson writes an unchanged record as the received bytes")
    void jacksonWritesAnUntouchedRecordAsItCame() throws IOException {
        assertThat(Reading.MAPPER.writeValueAsString(record)).isEqualTo(JSON);
        assertThat(Reading.MAPPER.writeValueAsBytes(List.of(record, record)))
                .isEqualTo(("[" + JSON + "," + JSON + "]").getBytes(StandardCharsets.UTF_8));
        StringWriter writer = new StringWriter();
        Reading.MAPPER.writeValue(writer, Map.of("record", record));
        assertThat(writer).hasToString("{\"record\":" + JSON + "}");
        assertThat(record.isParsed()).isFalse();
    }

    @Test
    @DisplayName("Jackson writes a large record that is not UTF-8 as the received bytes")
    void jacksonWritesALargeRecordThatIsNotUtf8AsItCame() throws IOException {
        byte[] json = ("{\"a\":\"" + "x".repeat(100_000) + "\"}").getBytes(StandardCharsets.UTF_8);
        json[50_000] = (byte) 0xff;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Reading.MAPPER.writeValue(out, DiffbotRecord.of(json, Reading.MAPPER));
        assertThat(out.toByteArray()).isEqualTo(json);
    }

    @Test
    @DisplayName("Jackson converts a record, and indents it if configured to")
    void jacksonConvertsAndIndentsItsMembers() throws IOException {
        assertThat(Reading.MAPPER.convertValue(record, Article.class).title()).isEqualTo("T\u00e9");
        JsonNode tree = Reading.MAPPER.valueToTree(of(JSON));
        assertThat(tree.path("tags").path(0).path("label").asText()).isEqualTo("x");
        JsonMapper indenting = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        assertThat(indenting.writeValueAsString(of("{\"a\":1}")).lines().count()).isEqualTo(3);
    }

    @Test
    @DisplayName("Several threads can read a record")
    void manyThreadsCanReadIt() throws Exception {
        int threads = 4;
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (int i = 0; i < 200; i++) {
                DiffbotRecord shared = of(JSON);
                CyclicBarrier barrier = new CyclicBarrier(threads);
                List<Future<Map<String, Object>>> seen = new ArrayList<>();
                for (int t = 0; t < threads; t++) {
                    seen.add(executor.submit(() -> {
                        barrier.await();
                        assertThat(shared.getTitle()).isEqualTo("T\u00e9");
                        return shared.members();
                    }));
                }
                for (Future<Map<String, Object>> each : seen) {
                    assertThat(each.get()).isSameAs(shared.members());
                }
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    @DisplayName("A record that is not an object fails on access")
    void aValueOtherThanAnObjectFailsOnAccess() {
        assertThatThrownBy(() -> of("[1]").size()).isInstanceOf(DiffbotBadRecordException.class);
        assertThatThrownBy(() -> of("{\"a\":").size()).isInstanceOf(DiffbotBadRecordException.class);
        assertThat(of("null")).isEmpty();
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Article(String title) {
    }
}
