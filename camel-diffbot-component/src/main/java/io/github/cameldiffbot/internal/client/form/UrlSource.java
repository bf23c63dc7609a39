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
 * Where the URLs of a bulk job or the seeds of a crawl come from. They are read one by one, never as a whole.
 */
public interface UrlSource {

    /**
     * Opens bytes from their beginning, each time.
     */
    interface Bytes {
        InputStream open() throws IOException;
    }

    /**
     * Opens text from its beginning, each time.
     */
    interface Text {
        Reader open() throws IOException;
    }

    /**
     * Returns a source for a value as {@link #of(Object, UrlOptions)} gives it, with the default options.
     *
     * @param skipBad whether what is no usable URL is left out with a warning, rather than failing the call
     */
    static UrlSource of(Object value, boolean skipBad) {
        return of(value, UrlOptions.DEFAULT.withSkipBad(skipBad));
    }

    /**
     * Returns a source for a value, or null when the value is of a type that holds no URLs.
     * <ul>
     * <li>A String, File, Path, InputStream or Reader is text with white space between the URLs.</li>
     * <li>Of an array, Iterable, Iterator or Stream each element is one URL, {@link HasUrl has} one, or is a Map whose
     * member {@code url}, {@code pageUrl} or {@code Url} is one.</li>
     * </ul>
     *
     * @param value   what holds the URLs
     * @param options how they are read
     */
    static UrlSource of(Object value, UrlOptions options) {
        if (value instanceof String text) {
            return ofText(() -> new StringReader(text), options);
        }
        if (value instanceof File file) {
            return of(file.toPath(), options);
        }
        // before Iterable, which a Path is
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
     * Returns a source for bytes that can be read as often as it takes.
     */
    static UrlSource ofBytes(Bytes bytes, UrlOptions options) {
        return new DefaultUrlSource(
                null, options, () -> new TextUrlTokenizer(new StrictReader(bytes.open(), options.charset())));
    }

    /**
     * Returns a source for text that can be read as often as it takes.
     */
    static UrlSource ofText(Text text, UrlOptions options) {
        return new DefaultUrlSource(null, options, () -> new TextUrlTokenizer(text.open()));
    }

    /**
     * Returns whether the URLs can be read more than once. A call can only be made again if they can.
     */
    boolean isRepeatable();

    /**
     * Checks that the URLs can still be read from their beginning.
     *
     * @param  earlier             what an earlier attempt failed with, as the cause of the error; may be null
     * @throws UrlsUsedUpException when they can be read only once, and that was begun before
     */
    void checkUnused(Throwable earlier);

    /**
     * Starts to read. Closing the reader also closes what was given to {@link #of(Object, UrlOptions)}.
     *
     * @throws IllegalArgumentException when the URLs can be read only once, and that was begun before: by this source
     *                                  or another one of the same value
     */
    UrlReader open() throws IOException;

    private static UrlTokenizer elements(Iterator<?> iterator, Object toClose) {
        return new ElementUrlTokenizer(iterator, toClose);
    }
}
