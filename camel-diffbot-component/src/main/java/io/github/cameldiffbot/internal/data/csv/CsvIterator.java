/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.csv;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import io.github.cameldiffbot.data.CsvRow;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.data.UrlReportRow;
import io.github.cameldiffbot.data.UrlStatus;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.internal.client.http.DownloadErrors;
import io.github.cameldiffbot.internal.client.http.ErrorBody;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.stream.AbstractResultIterator;
import io.github.cameldiffbot.internal.data.stream.StreamSource;
import io.github.cameldiffbot.internal.json.CsvColumns;
import io.github.cameldiffbot.internal.text.SecretByteMasker;
import org.jspecify.annotations.Nullable;

/**
 * Streams the rows of a CSV table of Diffbot. An empty download has no rows.
 */
public final class CsvIterator<T extends CsvRow> extends AbstractResultIterator<T> {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    // FastCSV's buffer needs two bytes per character and is copied when it grows
    private static final long MAX_CHARS = Math.min(16L << 20, Runtime.getRuntime().maxMemory() / 32);

    // an error is a single line; longer text is not read to its end
    private static final int MAX_ERROR_CHARS = 4096;

    private static final JsonMapper ERRORS = new JsonMapper();

    private final StreamSource source;
    private final SecretByteMasker mask;
    private final @Nullable String needed;
    private final BiFunction<CsvColumns, List<String>, T> maker;
    private volatile @Nullable ResultStream stream;
    private @Nullable Input input;
    private @Nullable CloseableIterator<CsvRecord> rows;
    private @Nullable CsvColumns columns;
    private long count;
    private volatile long filtered;

    /**
     * The opened download.
     */
    private record Input(DownloadErrors errors, CsvStream bytes, BufferedReader text) {
    }

    /**
     * Creates an iterator.
     *
     * @param needed the name of a required column; null for none
     * @param maker  creates the object of a row; returns null to filter the row
     */
    private CsvIterator(
                        StreamSource source, long maxRecords, SecretByteMasker mask, @Nullable String needed,
                        BiFunction<CsvColumns, List<String>, T> maker) {
        super(maxRecords);
        this.source = source;
        this.mask = mask;
        this.needed = needed;
        this.maker = maker;
    }

    /**
     * Streams the records of a job as rows.
     *
     * @param maxRecords the maximum number of rows to read; 0 for all
     * @param maskToken  the token to mask with the same number of {@code x}; null for none
     */
    public static ResultIterator<CsvRow> table(StreamSource source, long maxRecords, @Nullable String maskToken) {
        return new CsvIterator<>(source, maxRecords, new SecretByteMasker(maskToken), null, CsvRow::new);
    }

    /**
     * Streams the rows of the URL report of a job.
     *
     * @param maxRecords the maximum number of rows to return; 0 for all
     * @param maskToken  the token to mask with the same number of {@code x}; null for none
     * @param wanted     the statuses of the rows to return; others are skipped
     */
    public static ResultIterator<UrlReportRow> urlReport(
            StreamSource source, long maxRecords, @Nullable String maskToken, Set<UrlStatus> wanted) {
        return new CsvIterator<>(source, maxRecords, new SecretByteMasker(maskToken), "Url", (columns, cells) -> {
            UrlReportRow row = new UrlReportRow(columns, cells);
            return wanted.contains(row.getUrlStatus()) ? row : null;
        });
    }

    @Override
    public long skipped() {
        return 0;
    }

    @Override
    public long filtered() {
        return filtered;
    }

    @Override
    public @Nullable T read() {
        Input in = input == null ? open() : input;
        try {
            CloseableIterator<CsvRecord> all = rows == null ? begin(in) : rows;
            if (all == null) {
                return null;
            }
            T made = null;
            while (made == null && all.hasNext()) {
                made = maker.apply(columns, row(in, all).stream().map(mask::mask).toList());
                count++;
                if (made == null) {
                    filtered++;
                }
            }
            return made;
        } catch (IOException | UncheckedIOException e) {
            throw truncated(in, e);
        } catch (CsvParseException e) {
            if (in.bytes().failure() != null) {
                throw truncated(in, in.bytes().failure());
            }
            throw in.errors().unreadable(rows == null ? "the header" : "row " + (count + 1), e);
        }
    }

    private List<String> row(Input in, CloseableIterator<CsvRecord> all) {
        List<String> row = all.next().getFields();
        // the last line may lack its line end but not a cell: otherwise it is truncated
        if (in.bytes().endedWithinLine() && !all.hasNext()
                && (in.bytes().endedWithinQuotes() || columns != null && row.size() < columns.width())) {
            throw truncated(in, null);
        }
        return row;
    }

    private DiffbotException truncated(Input in, @Nullable Exception cause) {
        return in.errors().truncated("rows", count, in.bytes().offset(), cause);
    }

    private Input open() {
        ResultStream opened = source.open();
        stream = opened;
        CsvStream bytes = new CsvStream(opened);
        input = new Input(
                new DownloadErrors(opened, mask), bytes,
                new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8)));
        return input;
    }

    /**
     * Reads the header. Returns the rows; null without content.
     */
    private @Nullable CloseableIterator<CsvRecord> begin(Input in) throws IOException {
        int first = skipBlank(in.text());
        if (first < 0) {
            return null;
        }
        if (first == '{' || first == '[' || first == '<') {
            throw notCsv(in, first);
        }
        CloseableIterator<CsvRecord> all = reader(in.text());
        rows = all;
        List<String> header = row(in, all);
        columns = new CsvColumns(header);
        if (needed != null && columns.indexOf(needed) < 0) {
            throw in.errors().unexpected("the report has no column " + needed, String.join(",", header));
        }
        return all;
    }

    private static CloseableIterator<CsvRecord> reader(Reader text) {
        int max = (int) MAX_CHARS;
        return CsvReader.builder()
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .maxBufferSize(max)
                .build(CsvRecordHandler.of(record -> record.maxFieldSize(max).maxRecordSize(max)), text)
                .iterator();
    }

    // returns the first character that is not blank without consuming it, or -1
    private static int skipBlank(BufferedReader text) throws IOException {
        int next;
        do {
            text.mark(1);
            next = text.read();
        } while (next >= 0 && next <= ' ' || next == BYTE_ORDER_MARK);
        if (next >= 0) {
            text.reset();
        }
        return next;
    }

    private DiffbotException notCsv(Input in, int first) throws IOException {
        StringBuilder start = new StringBuilder();
        for (int next = in.text().read(); next >= 0 && start.length() < MAX_ERROR_CHARS; next = in.text().read()) {
            start.append((char) next);
        }
        ErrorBody error = new ErrorBody();
        if (first == '{') {
            readError(start.toString(), error);
        }
        return error.isError()
                ? error.toException(in.errors())
                : in.errors().unexpected("the response is not CSV", start.toString());
    }

    private static void readError(String json, ErrorBody error) {
        try (JsonParser parser = ERRORS.createParser(new StringReader(json))) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (ErrorBody.isMember(name) && value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                    error.put(name, parser.getText());
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            // the members before the error are sufficient
        }
    }

    @Override
    public void release() throws IOException {
        ResultStream open = stream;
        if (open != null) {
            open.close();
        }
    }
}
