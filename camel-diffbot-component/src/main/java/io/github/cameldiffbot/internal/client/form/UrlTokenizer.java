/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.Closeable;
import java.io.IOException;

/**
 * Iterates over texts that may be URLs.
 */
interface UrlTokenizer extends Closeable {

    /**
     * Advances to the next text, if there is one.
     */
    boolean advance() throws IOException;

    /**
     * Returns the current text; null for a null element.
     */
    String text();

    /**
     * Returns whether the text is the first of its line, or an element of its own.
     */
    boolean startsLine();

    /**
     * Returns whether the texts are parts of one text.
     */
    default boolean isText() {
        return false;
    }

    /**
     * Returns why the element cannot be a URL regardless of its text; null if the text decides.
     */
    default String fault() {
        return null;
    }
}
