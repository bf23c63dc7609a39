/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.crawl;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;

/**
 * What came of fetching a page.
 *
 * @param url         where the page was found in the end
 * @param redirects   how many redirects led there
 * @param contentType as the site sent it, or empty
 * @param body        the bytes, empty after an error
 * @param error       null, or what went wrong in the words of a URL report
 * @param isTransient whether the same request may well succeed the next time
 * @param tries       how often the page was asked for
 */
public record FetchResult(String url, int redirects, String contentType, byte[] body, String error, boolean isTransient,
        int tries) {

    /** What a URL report says of a page that took too long. */
    public static final String TIMED_OUT = "Tcp operation timed out";

    static FetchResult page(String url, int redirects, String contentType, byte[] body) {
        return new FetchResult(url, redirects, contentType, body, null, false, 1);
    }

    static FetchResult failed(String url, int redirects, String error) {
        return new FetchResult(url, redirects, "", new byte[0], error, false, 1);
    }

    /** A failure that may not be one the next time. */
    static FetchResult interrupted(String url, int redirects, String error) {
        return new FetchResult(url, redirects, "", new byte[0], error, true, 1);
    }

    FetchResult afterTries(int number) {
        return new FetchResult(url, redirects, contentType, body, error, isTransient, number);
    }

    /**
     * Whether there is a page.
     *
     * @return true if the site answered with one
     */
    public boolean ok() {
        return error == null;
    }

    /**
     * Whether the page is something with links and text.
     *
     * @return true for HTML and what calls itself nothing at all
     */
    public boolean isHtml() {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.isEmpty() || type.contains("html");
    }

    /**
     * The charset that the site names.
     *
     * @return its name, or null when it says nothing or nonsense
     */
    public String charset() {
        int at = contentType.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (at < 0) {
            return null;
        }
        String name = contentType.substring(at + 8).split(";")[0].replace("\"", "").trim();
        try {
            return Charset.forName(name).name();
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    /**
     * The page as text.
     *
     * @return the body, read as the charset that the site names, else as UTF-8
     */
    public String text() {
        String charset = charset();
        return new String(body, charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset));
    }
}
