/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.job.HasUrl;
import org.jspecify.annotations.Nullable;

/**
 * Returns each element as one text.
 */
final class ElementUrlReader extends UrlReader {

    // names in CSV, in records of Diffbot and in its URL report
    private static final List<String> MEMBERS = List.of("url", "pageUrl", "Url");

    private final Iterator<?> elements;
    private final @Nullable Object toClose;
    private @Nullable String text;
    private @Nullable String fault;

    /**
     * @param toClose closed at the end if it is closeable; may be null
     */
    ElementUrlReader(Iterator<?> elements, @Nullable Object toClose, UrlOptions options) {
        super(options);
        this.elements = elements;
        this.toClose = toClose;
    }

    @Override
    boolean advance() {
        if (!elements.hasNext()) {
            return false;
        }
        Object element = elements.next();
        fault = null;
        Object url = element instanceof String ? element : url(element);
        text = url == null ? null : url.toString().strip();
        return true;
    }

    private @Nullable Object url(@Nullable Object element) {
        if (element instanceof HasUrl row) {
            return row.getUrl();
        }
        if (element instanceof Map<?, ?> row) {
            Object url = member(row);
            fault = url == null ? "is a row with no member url, pageUrl or Url that has a value" : null;
            return url;
        }
        if (element instanceof Collection<?> || element instanceof Object[]) {
            fault = "is a row without names. Unmarshal CSV with a header (useMaps), so that the column url can be found";
        }
        return element;
    }

    private static @Nullable Object member(Map<?, ?> row) {
        for (String name : MEMBERS) {
            Object value = row.get(name);
            if (value != null && !value.toString().isBlank()) {
                return value;
            }
        }
        return null;
    }

    @Override
    @Nullable
    String fault() {
        return fault;
    }

    @Override
    boolean startsLine() {
        return true;
    }

    @Override
    boolean isText() {
        return false;
    }

    @Override
    @Nullable
    String text() {
        return text;
    }

    @Override
    public void close() throws IOException {
        if (toClose instanceof Closeable closeable) {
            closeable.close();
        } else if (toClose instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
