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
    private final String needed;
    private final BiFunction<CsvColumns, List<String>, T> maker;
    private volatile ResultStream stream;
    private DownloadErrors download;
    private CsvStream bytes;
    private CloseableIterator<CsvRecord> rows;
    private CsvColumns columns;
    private long count;
    private volatile long filtered;

    /**
     * Creates an iterator.
     *
     * @param needed the name of a required column; null for none
     * @param maker  creates the object of a row; returns null to filter the row
     */
    private CsvIterator(
                        StreamSource source, long maxRecords, SecretByteMasker mask, String needed,
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
    public static ResultIterator<CsvRow> table(StreamSource source, long maxRecords, String maskToken) {
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
            StreamSource source, long maxRecords, String maskToken, Set<UrlStatus> wanted) {
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
    public T read() {
        try {
            if (rows == null && !open()) {
                return null;
            }
            T made = null;
            while (made == null && rows.hasNext()) {
                made = maker.apply(columns, row().stream().map(mask::mask).toList());
                count++;
                if (made == null) {
                    filtered++;
                }
            }
            return made;
        } catch (IOException | UncheckedIOException e) {
            throw truncated(e);
        } catch (CsvParseException e) {
            if (bytes.failure() != null) {
                throw truncated(bytes.failure());
            }
            throw download.unreadable(rows == null ? "the header" : "row " + (count + 1), e);
        }
    }

    private List<String> row() {
        List<String> row = rows.next().getFields();
        // the last line may lack its line end but not a cell: otherwise it is truncated
        if (bytes.endedWithinLine() && !rows.hasNext()
                && (bytes.endedWithinQuotes() || columns != null && row.size() < columns.width())) {
            throw truncated(null);
        }
        return row;
    }

    private DiffbotException truncated(Exception cause) {
        return download.truncated("rows", count, bytes.offset(), cause);
    }

    private boolean open() throws IOException {
        stream = source.open();
        download = new DownloadErrors(stream, mask);
        bytes = new CsvStream(stream);
        BufferedReader text = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        int first = skipBlank(text);
        if (first < 0) {
            return false;
        }
        if (first == '{' || first == '[' || first == '<') {
            throw notCsv(text, first);
        }
        rows = reader(text);
        List<String> header = row();
        columns = new CsvColumns(header);
        if (needed != null && columns.indexOf(needed) < 0) {
            throw download.unexpected("the report has no column " + needed, String.join(",", header));
        }
        return true;
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

    private DiffbotException notCsv(BufferedReader text, int first) throws IOException {
        StringBuilder start = new StringBuilder();
        for (int next = text.read(); next >= 0 && start.length() < MAX_ERROR_CHARS; next = text.read()) {
            start.append((char) next);
        }
        ErrorBody error = new ErrorBody();
        if (first == '{') {
            readError(start.toString(), error);
        }
        return error.isError()
                ? error.toException(download)
                : download.unexpected("the response is not CSV", start.toString());
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
