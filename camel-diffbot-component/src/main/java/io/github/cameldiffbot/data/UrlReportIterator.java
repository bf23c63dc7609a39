/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.cameldiffbot.client.DiffbotException;
import io.github.cameldiffbot.client.ResultStream;

/**
 * The rows of one report.
 */
final class UrlReportIterator extends LazyResultIterator<UrlReportRow> {

    private static final char BYTE_ORDER_MARK = '\ufeff';

    // an error is a line; what is longer is not read to its end
    private static final int LONGEST_ERROR = 4096;

    private static final JsonMapper ERRORS = new JsonMapper();

    private final StreamSource source;
    private final TokenEraser mask;
    private volatile ResultStream stream;
    private Download download;
    private UrlReportStream bytes;
    private CloseableIterator<CsvRecord> rows;
    private UrlReportColumns columns;

    UrlReportIterator(StreamSource source, long maxRecords, TokenEraser mask) {
        super(maxRecords);
        this.source = source;
        this.mask = mask;
    }

    @Override
    public long skipped() {
        return 0;
    }

    @Override
    UrlReportRow read() {
        try {
            if (rows == null && !open() || !rows.hasNext()) {
                return null;
            }
            return row(rows.next());
        } catch (IOException | UncheckedIOException e) {
            throw truncated(e);
        } catch (CsvParseException e) {
            if (bytes.failure() != null) {
                throw truncated(bytes.failure());
            }
            throw download.unexpected("the report cannot be read, " + e.getMessage(), null);
        }
    }

    private UrlReportRow row(CsvRecord row) {
        // a short row is a row; one that no line end follows is what a cut left of it
        if (row.getFieldCount() < columns.width() && bytes.endedWithinLine() && !rows.hasNext()) {
            throw truncated(null);
        }
        return new UrlReportRow(columns, row.getFields().stream().map(mask::mask).toList());
    }

    private DiffbotException truncated(Exception cause) {
        return download.truncated("rows", received(), bytes.offset(), cause);
    }

    private boolean open() throws IOException {
        stream = source.open();
        download = new Download(stream, mask);
        bytes = new UrlReportStream(stream);
        BufferedReader text = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        int first = passBlank(text);
        if (first < 0) {
            return false;
        }
        if (first == '{' || first == '[' || first == '<') {
            throw notCsv(text, first);
        }
        rows = CsvReader.builder()
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(true)
                .ofCsvRecord(text)
                .iterator();
        List<String> header = rows.next().getFields();
        columns = new UrlReportColumns(header);
        if (columns.indexOf("Url") < 0) {
            throw download.unexpected("the report has no column Url", String.join(",", header));
        }
        return true;
    }

    // returns the first character that is not blank, and leaves it to be read, or -1
    private static int passBlank(BufferedReader text) throws IOException {
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
        for (int next = text.read(); next >= 0 && start.length() < LONGEST_ERROR; next = text.read()) {
            start.append((char) next);
        }
        ErrorBody error = new ErrorBody();
        if (first == '{') {
            readError(start.toString(), error);
        }
        return error.isError()
                ? error.toException(download)
                : download.unexpected("the answer is not a URL report", start.toString());
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
            // what was read before it broke is all there is
        }
    }

    @Override
    void release() throws IOException {
        ResultStream open = stream;
        if (open != null) {
            open.close();
        }
    }
}
