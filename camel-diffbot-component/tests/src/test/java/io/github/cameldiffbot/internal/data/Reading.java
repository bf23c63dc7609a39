/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.OnBadRecord;
import io.github.cameldiffbot.data.ResultIterator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Short forms for the tests of this package.
 */
public final class Reading {

    public static final ObjectMapper MAPPER = new ObjectMapper();
    public static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private Reading() {
    }

    public static RecordOptions strict() {
        return new RecordOptions(MAPPER, null, OnBadRecord.fail, 0, null, 0, null);
    }

    public static RecordOptions skipping() {
        return new RecordOptions(MAPPER, null, OnBadRecord.skip, 0, null, 0, null);
    }

    public static RecordOptions first(long maxRecords) {
        return new RecordOptions(MAPPER, null, OnBadRecord.fail, maxRecords, null, 0, null);
    }

    public static RecordOptions as(Class<?> type, OnBadRecord onBadRecord) {
        return new RecordOptions(MAPPER, type, onBadRecord, 0, null, 0, null);
    }

    public static RecordOptions upTo(long bytes, OnBadRecord onBadRecord) {
        return new RecordOptions(MAPPER, null, onBadRecord, 0, null, bytes, null);
    }

    public static RecordOptions masking() {
        return new RecordOptions(MAPPER, null, OnBadRecord.fail, 0, TOKEN, 0, null);
    }

    public static ResultIterator<Object> read(String body) {
        return Records.read(new FakeResponse(body), strict());
    }

    public static ResultIterator<Object> read(byte[] body) {
        return Records.read(new FakeResponse(body), strict());
    }

    public static ResultIterator<Object> skipping(String body) {
        return Records.read(new FakeResponse(body), skipping());
    }

    public static <T> List<T> all(Iterator<T> iterator) {
        List<T> all = new ArrayList<>();
        iterator.forEachRemaining(all::add);
        return all;
    }

    /**
     * Checks that failed results fail again with the same exception.
     */
    public static void assertFailsAgain(Iterator<?> failed, Throwable failure) {
        assertThatThrownBy(failed::hasNext).isSameAs(failure);
        assertThatThrownBy(failed::next).isSameAs(failure);
        assertThatThrownBy(failed::hasNext).isSameAs(failure);
    }

    /**
     * Returns the JSON of all remaining records.
     */
    public static List<String> json(Iterator<Object> records) {
        return all(records).stream().map(record -> ((DiffbotRecord) record).toJson()).toList();
    }
}
