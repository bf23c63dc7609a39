/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;

import io.github.cameldiffbot.sandbox.internal.text.WebCharset;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/** Parses HTML in the charset in which browsers read it. */
public final class PageParser {

    private PageParser() {
    }

    /**
     * Parses a page.
     *
     * @param  charset     of the content type, or null; the page may name its own
     * @throws IOException if the page cannot be decoded
     */
    public static Document parse(byte[] body, @Nullable String charset, String url) throws IOException {
        Document document = Jsoup.parse(new ByteArrayInputStream(body), charset, url);
        Charset named = document.charset();
        Charset read = WebCharset.read(named);
        return read.equals(named) || isAscii(body) ? document : Jsoup.parse(new ByteArrayInputStream(body), read.name(), url);
    }

    private static boolean isAscii(byte[] body) {
        for (byte b : body) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }
}
