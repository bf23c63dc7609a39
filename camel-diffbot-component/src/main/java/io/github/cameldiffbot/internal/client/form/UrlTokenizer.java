/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.Closeable;
import java.io.IOException;

/**
 * What may be URLs, one by one.
 */
interface UrlTokenizer extends Closeable {

    /**
     * Goes to the next one, if there is one.
     */
    boolean advance() throws IOException;

    /**
     * Returns the text where it stands; null for an element that is null.
     */
    String text();

    /**
     * Returns whether it is the first one of its line, or an element of its own.
     */
    boolean startsLine();

    /**
     * Returns whether they are parts of one text.
     */
    default boolean isText() {
        return false;
    }

    /**
     * Returns why it can be no URL, whatever its text; null when the text decides.
     */
    default String fault() {
        return null;
    }
}
