/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.github.cameldiffbot.sandbox.internal.text.WebCharset;
import org.jspecify.annotations.Nullable;

/**
 * The result of fetching a page.
 *
 * @param url         the URL after all redirects
 * @param redirects   number of redirects
 * @param contentType as sent by the site, or an empty string
 * @param body        empty after an error
 * @param error       the error as the URL report shows it, or an empty string
 * @param isTransient whether a retry may succeed
 * @param tries       number of attempts
 */
public record FetchResult(String url, int redirects, String contentType, byte[] body, String error, boolean isTransient,
        int tries) {

    /** The error of a page that exceeded its timeout. */
    public static final String TIMED_OUT = "Tcp operation timed out";

    /** Creates the result of a page that was fetched. */
    public static FetchResult page(String url, int redirects, String contentType, byte[] body) {
        return new FetchResult(url, redirects, contentType, body, "", false, 1);
    }

    static FetchResult failed(String url, int redirects, String error) {
        return new FetchResult(url, redirects, "", new byte[0], error, false, 1);
    }

    /** Creates the result of a temporary failure. */
    static FetchResult failedTemporarily(String url, int redirects, String error) {
        return new FetchResult(url, redirects, "", new byte[0], error, true, 1);
    }

    FetchResult afterTries(int number) {
        return new FetchResult(url, redirects, contentType, body, error, isTransient, number);
    }

    /** Returns this result after further redirects. */
    public FetchResult afterRedirects(int number) {
        return new FetchResult(url, redirects + number, contentType, body, error, isTransient, tries);
    }

    /** Returns whether the page was fetched. */
    public boolean ok() {
        return error.isEmpty();
    }

    /** Returns whether the server has failed, with a status of 500 or above. */
    boolean isServerError() {
        return isTransient && error.matches(".*\\(5\\d\\d\\)");
    }

    /** Returns whether the page is HTML. A page without a content type counts as HTML. */
    public boolean isHtml() {
        String type = contentType.toLowerCase(Locale.ROOT);
        return type.isEmpty() || type.contains("html");
    }

    /** Returns the name of the charset in the content type, or null if it is missing or unknown. */
    public @Nullable String charset() {
        int at = contentType.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (at < 0) {
            return null;
        }
        Charset charset = WebCharset.of(contentType.substring(at + 8).split(";")[0].replace("\"", ""));
        return charset == null ? null : charset.name();
    }

    /** Returns the body as text, decoded with the charset of the content type, else with UTF-8. */
    public String text() {
        String charset = charset();
        return new String(body, charset == null ? StandardCharsets.UTF_8 : Charset.forName(charset));
    }
}
