/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.scan.RecordDocument;
import io.github.cameldiffbot.internal.data.stream.StreamSource;
import org.jspecify.annotations.Nullable;

/**
 * Streams the records of a job.
 */
public final class Records {

    private Records() {
    }

    /**
     * Streams the records of a download as {@link DiffbotRecord}s or as objects of {@link RecordOptions#recordType()}.
     */
    public static ResultIterator<Object> read(StreamSource source, RecordOptions options) {
        return new RecordIterator(options) {

            @Override
            @Nullable
            ResultStream openNext(@Nullable RecordDocument previous) {
                return previous == null ? source.open() : null;
            }
        };
    }
}
