/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;

/**
 * Takes each element as one text.
 */
final class ElementTokens implements Tokens {

    private final Iterator<?> elements;
    private final Object toClose;
    private String text;

    /**
     * @param toClose what to close in the end, where it is closeable; may be null
     */
    ElementTokens(Iterator<?> elements, Object toClose) {
        this.elements = elements;
        this.toClose = toClose;
    }

    @Override
    public boolean advance() {
        if (!elements.hasNext()) {
            return false;
        }
        Object element = elements.next();
        Object url = element instanceof HasUrl row ? row.getUrl() : element;
        text = url == null ? null : url.toString().strip();
        return true;
    }

    @Override
    public String text() {
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
