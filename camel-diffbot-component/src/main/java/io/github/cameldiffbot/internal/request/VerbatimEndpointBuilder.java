/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.util.Set;

import org.apache.camel.builder.endpoint.AbstractEndpointBuilder;

/**
 * The base of the generated builders. Values reach the endpoint unchanged. In Camel 4.18.0 a plus sign would become a
 * blank, and a value would end at an ampersand; later patch releases wrap plus and percent signs in the same way.
 */
public abstract class VerbatimEndpointBuilder extends AbstractEndpointBuilder {

    // white space separates their URLs
    private static final Set<String> LISTS = Set.of("urls", "seeds");

    protected VerbatimEndpointBuilder(String scheme, String path) {
        super(scheme, path);
    }

    @Override
    public void doSetProperty(String name, Object value) {
        super.doSetProperty(name, verbatim(name, value));
    }

    @Override
    public void doSetMultiValueProperty(String name, String key, Object value) {
        super.doSetMultiValueProperty(name, key, verbatim(key, value));
    }

    /**
     * Wraps a value in RAW() if it would be changed otherwise. Placeholders are wrapped too, because their value is
     * unknown.
     */
    private static Object verbatim(String name, Object value) {
        if (!(value instanceof String text) || isReserved(text) || !isChanged(text)) {
            return value;
        }
        String line = line(name, text);
        if (!line.contains(")&")) {
            return "RAW(" + line + ")";
        }
        if (!line.contains("}&")) {
            return "RAW{" + line + "}";
        }
        throw new IllegalArgumentException(
                "Option " + name + " has both )& and }&, which no address of an endpoint can hold. Set it on the component or"
                                           + " by the message");
    }

    // Camel removes line ends in RAW()
    private static String line(String name, String text) {
        String lines = text.strip();
        if (LISTS.contains(name)) {
            return lines.replaceAll("\\R", " ");
        }
        if (lines.lines().limit(2).count() > 1) {
            throw new IllegalArgumentException(
                    "Option " + name + " has several lines and one of &, +, % and {{, which no address of an endpoint can hold"
                                               + " together. Write it in one line, or set it on the component or by the message");
        }
        return lines;
    }

    // a reference to a bean, an optional placeholder, or an already wrapped value
    private static boolean isReserved(String text) {
        return text.startsWith("#") || text.startsWith("{{?") || text.startsWith("RAW(") || text.startsWith("RAW{");
    }

    private static boolean isChanged(String text) {
        return text.contains("&") || text.contains("+") || text.contains("%") || text.contains("{{");
    }
}
