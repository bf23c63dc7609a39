/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.internal.text.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * Checks the address of the API and resolves URLs against it.
 */
public final class BaseUrl {

    /**
     * The maximum number of characters of a URL from a message.
     */
    static final int MAX_LENGTH = 2_000;

    // possessive quantifiers: backtracking over a text of 100,000 characters would take minutes
    private static final Pattern HTTP = Pattern.compile("(?i)https?://[^\\s/?#]++\\S*+");
    private static final Pattern EXTRACT_API = Pattern.compile("[A-Za-z][A-Za-z0-9/_-]*+(\\?\\S*+)?");

    private BaseUrl() {
    }

    /**
     * Checks and parses the base URL.
     *
     * @throws IllegalArgumentException if it is not an http or https URL to which paths can be appended
     */
    public static URI check(@Nullable String baseUrl) {
        String text = baseUrl == null ? "" : baseUrl.trim();
        while (text.endsWith("/")) {
            text = text.substring(0, text.length() - 1);
        }
        try {
            URI uri = new URI(text);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawFragment() == null
                    && uri.getRawUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // the message of the original exception quotes the whole text
            throw bad(text);
        }
        throw bad(text);
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException(
                "Option baseUrl '" + withoutSecrets(text)
                                            + "' is not an http or https URL without user, query and fragment, such as"
                                            + " https://api.diffbot.com/v3");
    }

    // the URL may contain a password or the token by mistake
    private static String withoutSecrets(String text) {
        return text.replaceFirst("//[^/@]*@", "//...@").replaceFirst("[?#].*", "?...");
    }

    /**
     * Returns the full URL of an Extract API that is given as a URL, or as a name with an optional query.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static String apiUrl(String apiUrl, String baseUrl) {
        String text = apiUrl.trim();
        if (text.length() <= MAX_LENGTH && isHttp(text)) {
            return text;
        }
        if (text.length() <= MAX_LENGTH && EXTRACT_API.matcher(text).matches()) {
            return check(baseUrl) + "/" + text;
        }
        String shown = Excerpt.of(text);
        int query = shown.indexOf('?');
        throw new IllegalArgumentException(
                "apiUrl '" + (query < 0 ? shown : shown.substring(0, query) + "?...")
                                           + "' is neither an http or https URL nor the name of an Extract API such as"
                                           + " article?fields=meta, of " + MAX_LENGTH + " characters at most. Change the option"
                                           + " apiUrl or the header " + DiffbotConstants.API_URL);
    }

    /**
     * Returns whether a text has the form of an http or https URL with a host.
     */
    public static boolean isHttp(CharSequence text) {
        return HTTP.matcher(text).matches();
    }

    /**
     * Returns whether an Extract API is on the server of the base URL and names no proxy.
     *
     * @param apiUrl the full URL
     */
    static boolean isOwnApi(String apiUrl, String baseUrl) {
        try {
            URI uri = new URI(apiUrl);
            URI base = check(baseUrl);
            return base.getScheme().equalsIgnoreCase(uri.getScheme()) && base.getHost().equalsIgnoreCase(uri.getHost())
                    && base.getPort() == uri.getPort() && uri.getRawUserInfo() == null && !namesProxy(apiUrl);
        } catch (URISyntaxException e) {
            // a URL that Java cannot parse is not trusted
            return false;
        }
    }

    /**
     * Returns whether the query of an Extract API names a proxy, which doubles the credits of a page.
     */
    static boolean namesProxy(String apiUrl) {
        int query = apiUrl.indexOf('?');
        return query >= 0 && Arrays.stream(apiUrl.substring(query + 1).split("&")).anyMatch(BaseUrl::isProxy);
    }

    private static boolean isProxy(String parameter) {
        String name = parameter.split("=", 2)[0];
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT).contains("proxy");
        } catch (IllegalArgumentException e) {
            // what cannot be decoded is not trusted
            return true;
        }
    }
}
