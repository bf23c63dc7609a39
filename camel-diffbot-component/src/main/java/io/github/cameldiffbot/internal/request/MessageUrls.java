/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import io.github.cameldiffbot.internal.client.form.UrlOptions;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.PluginHelper;

/**
 * Creates a source of URLs from a message or an option.
 */
final class MessageUrls {

    private MessageUrls() {
    }

    /**
     * Returns the URLs of a message, in the charset of its exchange.
     *
     * @param  member                   {@code urls} or {@code seeds}
     * @throws IllegalArgumentException if the value cannot contain URLs, or can be read only once and was partly read
     */
    static UrlSource of(Exchange exchange, Object value, String member, UrlOptions urlOptions) {
        UrlOptions options = urlOptions.withCharset(charset(exchange));
        UrlSource source = of(value, options);
        if (source == null) {
            String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, value);
            source = text == null ? null : UrlSource.of(text, options);
        }
        if (source == null) {
            throw new IllegalArgumentException(
                    "The " + member + " are in a " + value.getClass().getName()
                                               + ", which cannot be read as text. Use text, an array, Collection, Iterator,"
                                               + " Stream, File, Path, InputStream or Reader");
        }
        source.checkUnused(exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class));
        return source;
    }

    /**
     * Returns the URLs of the option urls or seeds. Invalid ones are always an error.
     */
    static UrlSource of(String option, UrlOptions options) {
        return UrlSource.of(option, options.withSkipBad(false));
    }

    private static UrlSource of(Object value, UrlOptions options) {
        if (value instanceof byte[] bytes) {
            return UrlSource.ofBytes(() -> new ByteArrayInputStream(bytes), options);
        }
        // a cached stream of Camel is repeatable after a reset
        if (value instanceof StreamCache cache && value instanceof InputStream stream) {
            return UrlSource.ofBytes(() -> {
                cache.reset();
                return stream;
            }, options);
        }
        if (value instanceof StreamCache cache && value instanceof Reader reader) {
            return UrlSource.ofText(() -> {
                cache.reset();
                return reader;
            }, options);
        }
        return UrlSource.of(value, options);
    }

    private static Charset charset(Exchange exchange) {
        String name = ExchangeHelper.getCharsetName(exchange, false);
        if (name == null && exchange.getMessage().getBody() instanceof WrappedFile<?> file) {
            // a file from pollEnrich: the charset is a property of its own exchange
            Object charset = PluginHelper.getBeanIntrospection(exchange.getContext())
                    .getOrElseProperty(file, "charset", null, false);
            name = charset == null ? null : charset.toString();
        }
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The exchange's charset '" + name + "' is unknown to Java. Change the property or header "
                                               + Exchange.CHARSET_NAME,
                    e);
        }
    }
}
