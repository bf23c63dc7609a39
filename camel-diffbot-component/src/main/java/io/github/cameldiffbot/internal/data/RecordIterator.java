/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.OnBadRecord;
import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.error.DiffbotBadRecordException.Reason;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import io.github.cameldiffbot.internal.client.http.DownloadErrors;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.filter.RecordFilter;
import io.github.cameldiffbot.internal.data.scan.ElementReader;
import io.github.cameldiffbot.internal.data.scan.RecordDocument;
import io.github.cameldiffbot.internal.data.stream.AbstractResultIterator;
import io.github.cameldiffbot.internal.json.RecordJson;
import io.github.cameldiffbot.internal.text.SecretByteMasker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Converts the elements of one document, or of several consecutive ones, to records and handles bad ones.
 */
abstract class RecordIterator extends AbstractResultIterator<Object> {

    private static final Logger LOG = LoggerFactory.getLogger(RecordIterator.class);

    private final RecordOptions options;
    private final SecretByteMasker mask;
    private final RecordJson json;
    private final boolean lazy;
    private volatile @Nullable RecordDocument document;
    private long earlier;
    private volatile long skipped;
    private volatile long filtered;
    private boolean blank;

    RecordIterator(RecordOptions options) {
        super(options.maxRecords());
        this.options = options;
        this.mask = new SecretByteMasker(options.maskToken());
        Class<?> wanted = options.recordType() == null ? DiffbotRecord.class : options.recordType();
        this.lazy = wanted == DiffbotRecord.class;
        this.json = new RecordJson(options.mapper(), wanted);
    }

    /**
     * Opens the next document.
     *
     * @param  previous the document that was read to its end; null for the first call
     * @return          null if there is no next document
     */
    abstract @Nullable ResultStream openNext(@Nullable RecordDocument previous);

    /**
     * Returns whether a record is a repetition, which is filtered.
     */
    boolean isRepeated(RecordDocument current, DiffbotRecord record) {
        return false;
    }

    @Override
    public final long skipped() {
        return skipped;
    }

    @Override
    public final long filtered() {
        return filtered;
    }

    @Override
    public final @Nullable Object read() {
        // read once: another thread may close the iterator
        RecordDocument current = document;
        if (current == null) {
            current = open(null);
        }
        while (current != null) {
            while (next(current)) {
                Object record = make(current, current.element());
                if (record != null) {
                    return record;
                }
            }
            current = open(current);
        }
        return null;
    }

    private boolean next(RecordDocument current) {
        try {
            return current.next(received());
        } catch (DiffbotTruncatedDataException e) {
            blank = current.isBlank();
            throw e;
        }
    }

    /**
     * Returns whether reading failed because the response had no content.
     */
    final boolean isBlank() {
        return blank;
    }

    private @Nullable RecordDocument open(@Nullable RecordDocument previous) {
        if (previous != null) {
            earlier += previous.count();
            close(previous);
        }
        ResultStream stream = openNext(previous);
        if (stream == null) {
            return null;
        }
        RecordDocument opened = new RecordDocument(stream, new DownloadErrors(stream, mask), options.maxRecordBytes());
        document = opened;
        return opened;
    }

    private @Nullable Object make(RecordDocument current, ElementReader element) {
        DownloadErrors download = current.download();
        long number = earlier + element.number();
        if (element.flaw() != null) {
            bad(download.badRecord(element.flaw(), number, element.start(), element.detail(), null));
            return null;
        }
        byte[] slice = current.slice();
        DiffbotRecord record = new DiffbotRecord(slice, json, download, number, element.start());
        if (isRepeated(current, record)) {
            filtered++;
            return null;
        }
        RecordFilter filter = options.filter();
        if (filter != null && !isWanted(filter, record)) {
            return null;
        }
        if (lazy) {
            return record;
        }
        try {
            return json.bind(slice);
        } catch (JsonProcessingException e) {
            bad(download.badRecord(Reason.notBindable, number, element.start(), e.getOriginalMessage(), e));
            return null;
        }
    }

    private boolean isWanted(RecordFilter filter, DiffbotRecord record) {
        try {
            if (filter.accepts(record)) {
                return true;
            }
            filtered++;
        } catch (DiffbotBadRecordException e) {
            bad(e);
        }
        return false;
    }

    private void bad(DiffbotBadRecordException e) {
        if (options.onBadRecord() != OnBadRecord.skip) {
            throw e;
        }
        skipped++;
        LOG.debug("Skipped: {}", e.getMessage());
    }

    private static void close(RecordDocument document) {
        try {
            document.close();
        } catch (IOException e) {
            LOG.debug("Could not release the connection: {}", e.getClass().getName());
        }
    }

    @Override
    public final void release() throws IOException {
        RecordDocument current = document;
        if (current == null) {
            return;
        }
        // frees the buffer even if the iterator is still referenced
        document = null;
        if (skipped > 0) {
            LOG.warn("Diffbot {} of job '{}': {} bad records were skipped, {} were read", current.download().operation(),
                    current.download().jobName(), skipped, received());
        }
        current.close();
    }
}
