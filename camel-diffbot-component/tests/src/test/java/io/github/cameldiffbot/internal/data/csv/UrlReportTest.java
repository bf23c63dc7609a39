/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.csv;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.data.UrlReportRow;
import io.github.cameldiffbot.data.UrlStatus;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.internal.data.FakeResponse;
import io.github.cameldiffbot.internal.data.Reading;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("A URL report is read as rows")
class UrlReportTest {

    private static final String ENGINE = "Url,Doc ID,Url Discovered Time,Crawled Time,Content Length,Duplicate Of,Redirects,"
                                         + "Redirected To,Robots.txt Crawl Delay (ms),Crawl Round,Crawl Try #,Hop Count,"
                                         + "Crawl Status,,Process Attempted,Process Response\n";
    private static final String DOCUMENTED
            = "URL,Doc ID,URL Discovered Time,Crawled Time,Content Length,Duplicate Of,Redirects,Redirected To,"
              + "Robots.txt Crawl Delay (ms),Crawl Round,Crawl Try #,Hop Count,Crawl Status,Diffbot URI,"
              + "Process Attempted,Process Response,Proxy Used\n";
    private static final String ROW = "\"https://a.example/p?q=1,2\",12345,1770000000,1770000060,4711,,1,https://a.example/r,"
                                      + "-1,2,,3,Success,article|3|-839743441,1,Success";

    private static List<UrlReportRow> rows(String body) {
        return Reading.all(read(new FakeResponse(body), 0));
    }

    private static ResultIterator<UrlReportRow> read(FakeResponse response, long maxRecords) {
        return CsvIterator.urlReport(response, maxRecords, null, EnumSet.allOf(UrlStatus.class));
    }

    @Test
    @DisplayName("Rows are read from a report of the engine")
    void rowsOfTheEnginesReportAreRead() {
        assertRow(rows(ENGINE + ROW + "\n").get(0));
    }

    @Test
    @DisplayName("Rows are read from a report as documented")
    void rowsOfTheDocumentedReportAreRead() {
        UrlReportRow row = rows(DOCUMENTED + ROW + ",proxy-1\n").get(0);
        assertRow(row);
        assertThat(row.getProxyUsed()).isEqualTo("proxy-1");
    }

    private static void assertRow(UrlReportRow row) {
        assertThat(row.getUrl()).isEqualTo("https://a.example/p?q=1,2");
        assertThat(row.getDocId()).isEqualTo("12345");
        assertThat(row.getUrlDiscoveredTime()).isEqualTo(Instant.ofEpochSecond(1770000000));
        assertThat(row.getCrawledTime()).isEqualTo(Instant.ofEpochSecond(1770000060));
        assertThat(row.getContentLength()).isEqualTo(4711);
        assertThat(row.getDuplicateOf()).isEmpty();
        assertThat(row.getRedirects()).isOne();
        assertThat(row.getRedirectedTo()).isEqualTo("https://a.example/r");
        assertThat(row.getRobotsTxtCrawlDelay()).isEqualTo(-1);
        assertThat(row.getCrawlRound()).isEqualTo(2);
        assertThat(row.getCrawlTry()).isEqualTo(-1);
        assertThat(row.getHopCount()).isEqualTo(3);
        assertThat(row.getCrawlStatus()).isEqualTo("Success");
        assertThat(row.getDiffbotUri()).isEqualTo("article|3|-839743441");
        assertThat(row.isProcessAttempted()).isTrue();
        assertThat(row.getProcessResponse()).isEqualTo("Success");
        assertThat(row.isSuccess()).isTrue();
    }

    @Test
    @DisplayName("A row is an unmodifiable map, whose columns are found in any case")
    void aRowIsAMapUnderTheNamesOfTheHeaderReadInAnyCase() {
        UrlReportRow row = rows("Url,Extra,,,url\nhttps://a/,x,blank,blank,second\n").get(0);
        assertThat(row).containsOnlyKeys("Url", "Extra", "url").containsEntry("Extra", "x");
        assertThat(row.get("URL")).isEqualTo("https://a/");
        assertThat(row.get("eXTRA")).isEqualTo("x");
        assertThat(row.containsKey("url")).isTrue();
        assertThat(row.get("")).isNull();
        assertThat(row.get("none")).isNull();
        assertThatThrownBy(() -> row.put("Url", "y")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(row::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "Success,,0,              | success",
            "success,,1,Success       | success",
            "Success,77,1,Success     | success",
            "Success,,1,Diffbot request timed out | failed",
            "Success,,1,              | failed",
            "Tcp operation timed out,,0, | failed",
            "robots.txt disallows this url,,0, | failed",
            "Doc is a dup,77,0,       | duplicate",
            "Doc is a dup,,0,         | duplicate",
            "Url was dup of canonical page,,0, | duplicate",
            "Something new,77,0,      | duplicate",
            "could not be duplicated,,0, | failed",
            ",,0,                     | unknown",
            ",,1,Diffbot token expired | failed" })
    @DisplayName("Each row has one status, by which rows are selected")
    void eachRowHasOneStatus(String cells, UrlStatus status) {
        String report = "Url,Crawl Status,Duplicate Of,Process Attempted,Process Response\nhttps://a/," + cells + "\n";
        assertThat(rows(report)).extracting(UrlReportRow::getUrlStatus).containsExactly(status);
        for (UrlStatus each : UrlStatus.values()) {
            assertThat(Reading.all(CsvIterator.urlReport(new FakeResponse(report), 0, null, EnumSet.of(each))))
                    .hasSize(each == status ? 1 : 0);
        }
    }

    @Test
    @DisplayName("Rows of another status do not count for the limit")
    void rowsThatAreNotWantedDoNotCount() {
        ResultIterator<UrlReportRow> rows = CsvIterator.urlReport(
                new FakeResponse("Url,Crawl Status\n" + "u,Success\nu,no\n".repeat(1000)), 3, null,
                EnumSet.of(UrlStatus.failed));
        assertThat(Reading.all(rows)).hasSize(3).allMatch(UrlReportRow::isFailed);
        assertThat(rows.received()).isEqualTo(3);
    }

    @Test
    @DisplayName("Missing columns have default values")
    void missingColumnsHaveTheirDefaults() {
        UrlReportRow row = rows("Url\nhttps://a/\n").get(0);
        assertThat(row.getCrawledTime()).isNull();
        assertThat(row.getHopCount()).isEqualTo(-1);
        assertThat(row.getCrawlStatus()).isEmpty();
        assertThat(row.isProcessAttempted()).isFalse();
        assertThat(row.isSuccess()).isFalse();
    }

    @Test
    @DisplayName("Numbers and times are read leniently")
    void numbersAndTimesAreReadLeniently() {
        UrlReportRow row = rows("Url,Hop Count,Content Length,Crawl Round,Crawled Time,Url Discovered Time,Redirects\n"
                                + "u, 3 ,12.0,many,0,2026-07-24T23:15:09Z,99999999999999999999999\n")
                .get(0);
        assertThat(row.getHopCount()).isEqualTo(3);
        assertThat(row.getContentLength()).isEqualTo(12);
        assertThat(row.getCrawlRound()).isEqualTo(-1);
        assertThat(row.getCrawledTime()).isNull();
        assertThat(row.getUrlDiscoveredTime()).isEqualTo(Instant.parse("2026-07-24T23:15:09Z"));
        assertThat(row.getRedirects()).isEqualTo(-1);
    }

    @Test
    @DisplayName("Cells with quotes and line ends, and repeated URLs, are read")
    void quotesLineEndsAndDuplicatesAreRows() {
        List<UrlReportRow> rows
                = rows("\ufeff\r\nUrl,Crawl Status,Crawl Round\r\n\"https://a/\",\"said \"\"no\"\",\nthen left\",0\r\n"
                       + "\r\n\"\"\"https://a/\"\"\",Success,1\r\n");
        assertThat(rows).hasSize(2).extracting(UrlReportRow::getUrl).containsOnly("https://a/");
        assertThat(rows.get(0).getCrawlStatus()).isEqualTo("said \"no\",\nthen left");
        assertThat(rows.get(1).getCrawlRound()).isOne();
    }

    @Test
    @DisplayName("Rows shorter or longer than the header are read")
    void shortAndLongRowsAreRows() {
        List<UrlReportRow> rows = rows("Url,Crawl Status\nhttps://a/\nhttps://b/,Success,more,cells\nhttps://c/,Success\n");
        assertThat(rows).extracting(UrlReportRow::getUrl).containsExactly("https://a/", "https://b/", "https://c/");
        assertThat(rows.get(0).get("Crawl Status")).isEmpty();
        assertThat(rows.get(1)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "\n \n", ENGINE, "\ufeffUrl,Crawl Status\r\n" })
    @DisplayName("A report without rows has none")
    void aReportWithoutRowsHasNone(String body) {
        FakeResponse response = new FakeResponse(body);
        assertThat(Reading.all(read(response, 0))).isEmpty();
        assertThat(response.released()).isOne();
    }

    @Test
    @DisplayName("An error in place of a report is thrown as its exception")
    void anErrorInPlaceOfTheReportIsRaised() {
        DiffbotException e = catchThrowableOfType(DiffbotException.class,
                () -> rows(" {\"errorCode\":400,\"error\":\"No collection record\"}"));
        assertThat(e).isInstanceOf(DiffbotNoSuchJobException.class);
        assertThat(e.getErrorCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = { "<html>Bad Gateway</html>", "{\"jobs\":[]}", "{\"broken", "[]", "Bad Gateway\nsorry\n" })
    @DisplayName("Any other content is a protocol error")
    void anythingElseIsAProtocolError(String body) {
        FakeResponse response = new FakeResponse(body);
        assertThatThrownBy(() -> Reading.all(read(response, 0))).isInstanceOf(DiffbotProtocolException.class)
                .hasMessageContaining("shop1");
        assertThat(response.released() + response.aborted()).isOne();
    }

    @Test
    @DisplayName("A connection that breaks at any byte is an error with the position")
    void aConnectionThatBreaksAnywhereIsReported() {
        byte[] whole = (ENGINE + ROW + "\n" + ROW + "\n").getBytes(StandardCharsets.UTF_8);
        for (int k = 0; k <= whole.length; k++) {
            FakeResponse response = FakeResponse.broken(Arrays.copyOf(whole, k), "reset");
            ResultIterator<UrlReportRow> rows = read(response, 0);
            assertThatThrownBy(() -> Reading.all(rows)).isInstanceOf(DiffbotTruncatedDataException.class)
                    .hasMessageContaining("after " + rows.received() + " rows and " + k + " bytes");
            assertThat(response.aborted()).isOne();
        }
    }

    @Test
    @DisplayName("A report that ends within a row is an error")
    void aReportThatEndsWithinARowIsReported() {
        for (String cut : new String[] { "https://b/,12", "\"https://b/,1", "\"https://b/,\n", ROW + "\n\"" }) {
            ResultIterator<UrlReportRow> rows = read(new FakeResponse(ENGINE + ROW + "\n" + cut), 0);
            assertThatThrownBy(() -> Reading.all(rows)).isInstanceOf(DiffbotTruncatedDataException.class);
            assertThat(rows.received()).isPositive();
        }
    }

    @Test
    @DisplayName("The last row needs no line end")
    void aLastRowNeedsNoLineEnd() {
        assertThat(Reading.all(read(new FakeResponse(ENGINE + ROW + "\n" + ROW), 0))).hasSize(2);
    }

    @Test
    @DisplayName("Only the requested number of rows is read")
    void onlyAsManyRowsAsWantedAreRead() {
        FakeResponse response = new FakeResponse(ENGINE + (ROW + "\n").repeat(10_000));
        ResultIterator<UrlReportRow> rows = read(response, 3);
        assertThat(response.opened()).isZero();
        assertThat(Reading.all(rows)).hasSize(3);
        assertThat(rows.received()).isEqualTo(3);
        assertThat(response.aborted()).isOne();
    }

    @Test
    @DisplayName("The token is masked in cells")
    void noCellShowsTheToken() {
        UrlReportRow row
                = CsvIterator.urlReport(new FakeResponse("Url\nhttps://a/?t=" + Reading.TOKEN + "\n"), 0, Reading.TOKEN,
                        EnumSet.allOf(UrlStatus.class)).next();
        assertThat(row.getUrl()).isEqualTo("https://a/?t=" + "x".repeat(32));
    }
}
