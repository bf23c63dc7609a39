/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * The address of the API, and what is given relative to it.
 */
final class BaseUrl {

    private BaseUrl() {
    }

    /**
     * @throws IllegalArgumentException when it is not an http or https URL that paths can be added to
     */
    static URI check(String baseUrl) {
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
        if (text.matches("(?i)https?://[^\\s/?#]+\\S*")) {
            return text;
        }
        if (text.matches("[A-Za-z][A-Za-z0-9/_-]*(\\?\\S*)?")) {
            return check(baseUrl) + "/" + text;
        }
        throw new IllegalArgumentException(
                "apiUrl '" + apiUrl.replaceFirst("\\?.*", "?...")
                                           + "' is neither an http or https URL nor the name of an Extract API such as"
                                           + " article?fields=meta. Change the option apiUrl or the header "
                                           + DiffbotConstants.API_URL);
    }
}
