/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.stream.Stream;

import io.github.cameldiffbot.internal.text.StrictReader;
import io.github.cameldiffbot.job.HasUrl;

/**
 * The source of the URLs of a bulk job or the seeds of a crawl. URLs are read one by one.
 */
public interface UrlSource {

    /**
     * Opens bytes at their start on each call.
     */
    interface Bytes {
        InputStream open() throws IOException;
    }

    /**
     * Opens text at its start on each call.
     */
    interface Text {
        Reader open() throws IOException;
    }

    /**
     * Returns a source like {@link #of(Object, UrlOptions)} with the default options.
     *
     * @param skipBad whether bad URLs are skipped with a warning; otherwise they are an error
     */
    static UrlSource of(Object value, boolean skipBad) {
        return of(value, UrlOptions.DEFAULT.withSkipBad(skipBad));
    }

    /**
     * Returns a source for a value; null if its type cannot contain URLs.
     * <ul>
     * <li>A String, File, Path, InputStream or Reader is text with white space between the URLs.</li>
     * <li>Each element of an array, Iterable, Iterator or Stream is a URL, {@link HasUrl has} a URL, or is a Map with a
     * member {@code url}, {@code pageUrl} or {@code Url}.</li>
     * </ul>
     *
     * @param value   contains the URLs
     * @param options the options for reading them
     */
    static UrlSource of(Object value, UrlOptions options) {
        if (value instanceof String text) {
            return ofText(() -> new StringReader(text), options);
        }
        if (value instanceof File file) {
            return of(file.toPath(), options);
        }
        // before Iterable, because a Path is one
        if (value instanceof Path path) {
            return ofBytes(() -> Files.newInputStream(path), options);
        }
        if (value instanceof Object[] array) {
            return new DefaultUrlSource(null, options, () -> elements(Arrays.asList(array).iterator(), null));
        }
        if (value instanceof Collection<?> collection) {
            return new DefaultUrlSource(null, options, () -> elements(collection.iterator(), null));
        }
        if (value instanceof Iterable<?> iterable) {
            return new DefaultUrlSource(value, options, () -> elements(iterable.iterator(), value));
        }
        if (value instanceof Iterator<?> iterator) {
            return new DefaultUrlSource(value, options, () -> elements(iterator, value));
        }
        if (value instanceof Stream<?> stream) {
            return new DefaultUrlSource(value, options, () -> elements(stream.iterator(), value));
        }
        if (value instanceof InputStream stream) {
            return new DefaultUrlSource(
                    value, options, () -> new TextUrlTokenizer(new StrictReader(stream, options.charset())));
        }
        if (value instanceof Reader reader) {
            return new DefaultUrlSource(value, options, () -> new TextUrlTokenizer(reader));
        }
        return null;
    }

    /**
     * Returns a source for bytes that can be read repeatedly.
     */
    static UrlSource ofBytes(Bytes bytes, UrlOptions options) {
        return new DefaultUrlSource(
                null, options, () -> new TextUrlTokenizer(new StrictReader(bytes.open(), options.charset())));
    }

    /**
     * Returns a source for text that can be read repeatedly.
     */
    static UrlSource ofText(Text text, UrlOptions options) {
        return new DefaultUrlSource(null, options, () -> new TextUrlTokenizer(text.open()));
    }

    /**
     * Returns whether the URLs can be read more than once. Only then can a call be repeated.
     */
    boolean isRepeatable();

    /**
     * Checks that the URLs can still be read from their start.
     *
     * @param  earlier             the error of an earlier attempt, as the cause; may be null
     * @throws UrlsUsedUpException if they can be read only once and a read has begun before
     */
    void checkUnused(Throwable earlier);

    /**
     * Starts to read. Closing the reader also closes the value of {@link #of(Object, UrlOptions)}.
     *
     * @throws IllegalArgumentException if the URLs can be read only once and a read has begun before, by this source or
     *                                  another source of the same value
     */
    UrlReader open() throws IOException;

    private static UrlTokenizer elements(Iterator<?> iterator, Object toClose) {
        return new ElementUrlTokenizer(iterator, toClose);
    }
}
