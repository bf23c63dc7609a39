/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.error.DiffbotRejectedException;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("A search reads all pages of its results")
class SearchResultsTest {

    private final List<String> asked = new ArrayList<>();
    private final List<FakeResponse> responses = new ArrayList<>();

    private SearchPages index(int found, String hits) {
        return (start, num) -> page(start, num, objects(start, Math.min(found, start + num)), hits);
    }

    private ResultStream page(int start, int num, String objects, String hits) {
        asked.add(start + "+" + num);
        FakeResponse response = new FakeResponse("\n{" + hits + "\"request\":{\"num\":20},\"objects\":[" + objects + "]}");
        responses.add(response);
        return response.open();
    }

    private static String objects(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "{\"id\":" + i + "}").collect(Collectors.joining(","));
    }

    private static List<String> ids(ResultIterator<Object> results) {
        return Reading.all(results).stream().map(each -> ((DiffbotRecord) each).getId()).toList();
    }

    @Test
    @DisplayName("Pages are requested until all results are found")
    void pagesAreFollowedUntilAllIsFound() {
        ResultIterator<Object> results = SearchResults.read(index(200, "\"hits\":200,"), Reading.strict());
        assertThat(asked).isEmpty();
        List<String> ids = Reading.all(results).stream().map(each -> ((DiffbotRecord) each).getId()).toList();
        assertThat(ids).containsExactlyElementsOf(IntStream.range(0, 200).mapToObj(Integer::toString).toList());
        assertThat(asked).containsExactly("0+100", "100+100");
        assertThat(results.received()).isEqualTo(200);
        assertThat(responses).allSatisfy(response -> assertThat(response.released()).isOne());
    }

    @Test
    @DisplayName("Without a number of hits only a page without results is the last")
    void aShortPageNeedNotBeTheLast() {
        assertThat(Reading.all(SearchResults.read(index(130, ""), Reading.strict()))).hasSize(130);
        assertThat(asked).containsExactly("0+100", "100+100", "130+100");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"hits\":250,", "" })
    @FaultCase("J13")
    @DisplayName("A server with smaller pages than requested loses nothing")
    void smallerPagesLoseNothing(String hits) {
        SearchPages pages = (start, num) -> page(start, num, objects(start, Math.min(250, start + 50)), hits);
        ResultIterator<Object> results = SearchResults.read(pages, Reading.strict());
        assertThat(ids(results)).containsExactlyElementsOf(IntStream.range(0, 250).mapToObj(Integer::toString).toList());
        assertThat(results.missing()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "\"hits\":250,", "" })
    @FaultCase("J13")
    @DisplayName("A server that ignores start causes an error, and no results twice")
    void aPageThatRepeatsIsAnError(String hits) {
        SearchPages pages = (start, num) -> page(start, num, objects(0, num), hits);
        ResultIterator<Object> results = SearchResults.read(pages, Reading.strict());
        DiffbotProtocolException e = catchThrowableOfType(DiffbotProtocolException.class, () -> Reading.all(results));
        assertThat(e).hasMessageContaining("from 100 on repeats the previous page");
        assertThat(results.received()).isEqualTo(100);
        Reading.assertFailsAgain(results, e);
    }

    @Test
    @DisplayName("A server without a number of hits that repeats its last, short page has no more results")
    void aShortPageThatRepeatsIsTheEnd() {
        SearchPages pages = (start, num) -> page(start, num, start < 100 ? objects(0, 100) : objects(100, 130), "");
        assertThat(ids(SearchResults.read(pages, Reading.strict()))).hasSize(130).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("Equal results on several pages are not a repeated page")
    void equalRecordsAreNotARepeatedPage() {
        String same = String.join(",", Collections.nCopies(100, "{\"title\":\"t\"}"));
        SearchPages pages = (start, num) -> page(start, num, start < 300 ? same : "", "\"hits\":300,");
        assertThat(Reading.all(SearchResults.read(pages, Reading.strict()))).hasSize(300);
    }

    @Test
    @DisplayName("A page with fewer results than requested is not the last one")
    void aPageFromWhichDiffbotLeftSomeOutIsNotTheLast() {
        SearchPages pages = (start, num) -> page(start, num,
                start == 0 ? objects(3, 100) : objects(start, Math.min(130, start + num)), "\"hits\":130,");
        ResultIterator<Object> results = SearchResults.read(pages, Reading.strict());
        assertThat(ids(results)).hasSize(127).doesNotHaveDuplicates();
        // the second page starts with three results of the first one
        assertThat(asked).containsExactly("0+100", "97+100");
        assertThat(results.filtered()).isEqualTo(3);
    }

    @Test
    @DisplayName("An empty page is the last one, and the missing results are counted")
    void anEmptyPageIsTheLast() {
        ResultIterator<Object> results = SearchResults.read(index(100, "\"hits\":\"500\","), Reading.strict());
        assertThat(Reading.all(results)).hasSize(100);
        assertThat(asked).containsExactly("0+100", "100+100");
        assertThat(results.missing()).isEqualTo(400);
    }

    @Test
    @DisplayName("A search without hits has no results and one call")
    void nothingFoundIsNoResults() {
        assertThat(Reading.all(SearchResults.read(index(0, "\"hits\":0,"), Reading.strict()))).isEmpty();
        assertThat(asked).hasSize(1);
    }

    @Test
    @DisplayName("The last page requests only the results up to the limit")
    void theLastPageAsksForNoMoreThanIsWanted() {
        ResultIterator<Object> results = SearchResults.read(index(1000, "\"hits\":1000,"), Reading.first(130));
        assertThat(Reading.all(results)).hasSize(130);
        assertThat(asked).containsExactly("0+100", "100+30");
    }

    @Test
    @DisplayName("A page is requested when its first result is read")
    void theNextPageIsRequestedOnDemand() {
        ResultIterator<Object> results = SearchResults.read(index(1000, "\"hits\":1000,"), Reading.strict());
        for (int i = 0; i < 100; i++) {
            results.next();
        }
        assertThat(asked).hasSize(1);
        assertThat(results.hasNext()).isTrue();
        assertThat(asked).hasSize(2);
        results.close();
        assertThat(responses.get(1).aborted()).isOne();
        assertThatThrownBy(results::hasNext).isInstanceOf(IllegalStateException.class);
        assertThat(asked).hasSize(2);
    }

    @Test
    @DisplayName("Skipped results count for the start of the next page")
    void badResultsCountForTheStartOfThePageAfter() {
        SearchPages pages = (start, num) -> page(start, num,
                start == 0 ? "null," + objects(1, 100) : objects(start, Math.min(150, start + num)), "\"hits\":150,");
        ResultIterator<Object> results = SearchResults.read(pages, Reading.skipping());
        assertThat(Reading.all(results)).hasSize(149);
        assertThat(results.skipped()).isOne();
        assertThat(asked).containsExactly("0+100", "100+100");
    }

    @Test
    @DisplayName("The number of a bad result counts all pages")
    void aBadResultIsNumberedOverAllPages() {
        SearchPages pages = (start, num) -> page(start, num, start == 0 ? objects(0, 100) : "{\"id\":100},null", "");
        DiffbotBadRecordException e = catchThrowableOfType(DiffbotBadRecordException.class,
                () -> Reading.all(SearchResults.read(pages, Reading.strict())));
        assertThat(e.getRecordNumber()).isEqualTo(102);
    }

    @Test
    @DisplayName("An error or a cut on a later page is an error, not the end")
    void anErrorOrACutOnALaterPageIsNoEnd() {
        SearchPages refusing = (start, num) -> start == 0
                ? page(start, num, objects(0, 100), "") : new FakeResponse("{\"error\":\"shard down\"}").open();
        assertThatThrownBy(() -> Reading.all(SearchResults.read(refusing, Reading.strict())))
                .isInstanceOf(DiffbotRejectedException.class);
        SearchPages cut = (start, num) -> start == 0
                ? page(start, num, objects(0, 100), "") : new FakeResponse("{\"objects\":[{\"id\":1}").open();
        assertThatThrownBy(() -> Reading.all(SearchResults.read(cut, Reading.strict())))
                .isInstanceOf(DiffbotTruncatedDataException.class).hasMessageContaining("after 101 records");
    }
}
