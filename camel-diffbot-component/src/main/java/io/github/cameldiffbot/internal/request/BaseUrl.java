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

/**
 * The address of the API, and what is given relative to it.
 */
public final class BaseUrl {

    /**
     * How many characters a URL may have that comes from a message.
     */
    static final int MAX_LENGTH = 2_000;

    // possessive: where the second part may take what the first one has, a blank behind 100,000 characters takes minutes
    private static final Pattern HTTP = Pattern.compile("(?i)https?://[^\\s/?#]++\\S*+");
    private static final Pattern EXTRACT_API = Pattern.compile("[A-Za-z][A-Za-z0-9/_-]*+(\\?\\S*+)?");

    private BaseUrl() {
    }

    /**
     * @throws IllegalArgumentException when it is not an http or https URL that paths can be added to
     */
    public static URI check(String baseUrl) {
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
            // its message quotes all of it
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

    // somebody may have put a password or the token where they do not belong
    private static String withoutSecrets(String text) {
        return text.replaceFirst("//[^/@]*@", "//...@").replaceFirst("[?#].*", "?...");
    }

    /**
     * An Extract API given in full or just by its name and query.
     *
     * @throws IllegalArgumentException when it is neither
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
     * Whether a text looks like an http or https URL with a host.
     */
    public static boolean isHttp(CharSequence text) {
        return HTTP.matcher(text).matches();
    }

    /**
     * Whether an Extract API is on the server of the base URL, and sends pages through no proxy of its own.
     *
     * @param apiUrl in full
     */
    static boolean isOwnApi(String apiUrl, String baseUrl) {
        try {
            URI uri = new URI(apiUrl);
            URI base = check(baseUrl);
            String query = uri.getRawQuery();
            return base.getScheme().equalsIgnoreCase(uri.getScheme()) && base.getHost().equalsIgnoreCase(uri.getHost())
                    && base.getPort() == uri.getPort() && uri.getRawUserInfo() == null
                    && (query == null || Arrays.stream(query.split("&")).noneMatch(BaseUrl::isProxy));
        } catch (URISyntaxException e) {
            // what Java cannot read may be read as anything by others
            return false;
        }
    }

    private static boolean isProxy(String parameter) {
        String name = URLDecoder.decode(parameter.split("=", 2)[0], StandardCharsets.UTF_8);
        return name.toLowerCase(Locale.ROOT).contains("proxy");
    }
}
