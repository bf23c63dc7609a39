/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.internal.data.FakeResponse;
import io.github.cameldiffbot.internal.data.Reading;
import io.github.cameldiffbot.internal.data.csv.CsvIterator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Unusual tables of records and URL reports are read completely or are an error")
class UnusualCsvTablesTest {

    enum Kind {
        records {
            @Override
            ResultIterator<? extends CsvRow> read(FakeResponse response) {
                return CsvIterator.table(response, 0, null);
            }
        },
        urlReport {
            @Override
            ResultIterator<? extends CsvRow> read(FakeResponse response) {
                return CsvIterator.urlReport(response, 0, null, EnumSet.allOf(UrlStatus.class));
            }
        };

        abstract ResultIterator<? extends CsvRow> read(FakeResponse response);

        List<? extends CsvRow> rows(String table) {
            return Reading.all(read(new FakeResponse(table)));
        }
    }

    @FaultCase("J10")
    @ParameterizedTest
    @EnumSource
    @DisplayName("Cells can contain quotes, separators and line ends")
    void quotesAndLineEndsWithinCells(Kind kind) {
        assertThat(kind.rows("Url,text\n\"u,1\",\"said \"\"no\"\",\nthen\r\nleft\"\nu2,5\" wide\n\"\",\"\"\n"))
                .isEqualTo(List.of(Map.of("Url", "u,1", "text", "said \"no\",\nthen\r\nleft"),
                        Map.of("Url", "u2", "text", "5\" wide"), Map.of("Url", "", "text", "")));
    }

    @FaultCase("J10")
    @ParameterizedTest
    @EnumSource
    @DisplayName("Lines can end with LF, CRLF or CR, and the table can begin with a byte order mark")
    void linesThatEndInEveryWay(Kind kind) {
        for (String end : List.of("\n", "\r\n", "\r")) {
            assertThat(kind.rows("\ufeff" + String.join(end, "Url,b", "1,2", "", "3,4", ""))).as(end)
                    .isEqualTo(List.of(Map.of("Url", "1", "b", "2"), Map.of("Url", "3", "b", "4")));
        }
    }

    @FaultCase("J10")
    @ParameterizedTest
    @EnumSource
    @DisplayName("A row can be shorter or longer than the header")
    void rowsThatAreShorterAndLongerThanTheHeader(Kind kind) {
        List<? extends CsvRow> rows = kind.rows("Url,b,c\n1\n1,2,3,4\n,,\n");

        assertThat(rows).isEqualTo(List.of(Map.of("Url", "1", "b", "", "c", ""), Map.of("Url", "1", "b", "2", "c", "3"),
                Map.of("Url", "", "b", "", "c", "")));
        assertThat(rows.get(0).keySet()).containsExactly("Url", "b", "c");
        assertThat(rows.get(0).get("C")).isEmpty();
        assertThat(rows.get(0).get("d")).isNull();
    }

    @FaultCase("J10")
    @ParameterizedTest
    @EnumSource
    @DisplayName("A table without rows, or an empty one, has no rows")
    void aHeaderAloneAndNothingAtAll(Kind kind) {
        for (String none : List.of("", "\n", "\ufeff", "Url\n", "Url,b\r\n\r\n")) {
            FakeResponse response = new FakeResponse(none);
            assertThat(Reading.all(kind.read(response))).isEmpty();
            assertThat(response.released()).isOne();
        }
    }

    @FaultCase("J10")
    @ParameterizedTest
    @EnumSource
    @DisplayName("Rows of one URL in several rounds are all returned")
    void oneUrlInSeveralRounds(Kind kind) {
        assertThat(kind.rows("Url,Crawl Round,Crawl Status\nu,0,DNS timed out\nu,1,Success\nu,1,Success\n"))
                .extracting(row -> row.get("Url") + row.get("Crawl Round")).containsExactly("u0", "u1", "u1");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A cut is an error unless the last row has all its cells")
    void aCutIsNoticedUnlessTheLastRowHasAllItsCells(Kind kind) {
        String header = "Url,\"a\"\n";
        byte[] whole = (header + "u,\"x\"\"\n,y\"\nü,5\" z\nu,\"\"\n").getBytes(StandardCharsets.UTF_8);
        List<String> unnoticed = new ArrayList<>();
        for (int k = header.length() + 1; k < whole.length; k++) {
            ResultIterator<? extends CsvRow> rows = kind.read(new FakeResponse(Arrays.copyOf(whole, k)));
            try {
                Reading.all(rows);
                String left = new String(whole, 0, k, StandardCharsets.UTF_8);
                unnoticed.add(left.substring(left.stripTrailing().lastIndexOf('\n') + 1));
            } catch (DiffbotTruncatedDataException e) {
                assertThat(e).hasMessageContaining("ended early");
            }
        }
        assertThat(unnoticed).containsExactly("u,", "u,\"x\"", ",y\"", ",y\"\n", "ü,", "ü,5", "ü,5\"", "ü,5\" ", "ü,5\" z",
                "ü,5\" z\n", "u,", "u,\"\"");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A broken connection is an error at any byte")
    void aConnectionThatBreaksIsNoticedEverywhere(Kind kind) {
        byte[] whole = "Url,a\nu,\"x\ny\"\n".getBytes(StandardCharsets.UTF_8);
        for (int k = 0; k <= whole.length; k++) {
            FakeResponse response = FakeResponse.broken(Arrays.copyOf(whole, k), "reset");
            assertThatThrownBy(() -> Reading.all(kind.read(response))).isInstanceOf(DiffbotTruncatedDataException.class);
            assertThat(response.aborted()).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A response that is not a table is an error")
    void anInvalidTableIsAnError(Kind kind) {
        assertThatThrownBy(() -> kind.rows("{\"errorCode\":400,\"error\":\"No collection record\"}"))
                .isInstanceOf(DiffbotNoSuchJobException.class);
        for (String other : List.of("<html>Bad Gateway</html>", "[]", "{\"jobs\":[]}")) {
            assertThatThrownBy(() -> kind.rows(other)).isInstanceOf(DiffbotProtocolException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A cell of a megabyte is read")
    void aLongCellIsACell(Kind kind) {
        String text = "ä".repeat(500_000);

        assertThat(kind.rows("Url,text\nu,\"" + text + "\"\n").get(0).get("text")).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A cell without an end is an error with its row, before it fills the heap")
    void aCellThatCouldFillTheHeapIsAnErrorThatNamesItsRow(Kind kind) {
        FakeResponse response = new FakeResponse(
                new SequenceInputStream(
                        new ByteArrayInputStream("Url,text\nu,1\nu,\"".getBytes(StandardCharsets.UTF_8)), endless()));
        ResultIterator<? extends CsvRow> rows = kind.read(response);

        assertThat(rows.next()).containsEntry("text", "1");
        assertThatThrownBy(rows::hasNext).isInstanceOf(DiffbotProtocolException.class)
                .hasMessageContaining("row 2").hasMessageContaining("raw");
        assertThat(response.aborted()).isOne();
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                Arrays.fill(buffer, offset, offset + length, (byte) 'x');
                return length;
            }
        };
    }
}
