/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.client;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Where the URLs of a bulk job or the seeds of a crawl come from. They are read one by one, never as a whole.
 */
public interface UrlSource {

    /**
     * A source for a value, or null when the value is of a type that holds no URLs.
     * <ul>
     * <li>A String, File, Path, InputStream or Reader is text, in UTF-8, with white space between the URLs.</li>
     * <li>Of an array, Iterable, Iterator or Stream each element is one URL, or {@link HasUrl has} one.</li>
     * </ul>
     *
     * @param value   what holds the URLs
     * @param skipBad whether what is no usable URL is left out with a warning, rather than failing the call
     */
    static UrlSource of(Object value, boolean skipBad) {
        return of(value, skipBad, 0);
    }

    /**
     * The same with a limit on how many URLs there may be.
     *
     * @param most how many; more fail the call. 0 for no limit
     */
    static UrlSource of(Object value, boolean skipBad, long most) {
        if (value instanceof String text) {
            return new OpenedSource(true, skipBad, most, () -> new TextTokens(new StringReader(text)));
        }
        if (value instanceof File file) {
            return of(file.toPath(), skipBad, most);
        }
        // before Iterable, which a Path is
        if (value instanceof Path path) {
            return new OpenedSource(true, skipBad, most, () -> text(Files.newInputStream(path)));
        }
        if (value instanceof Object[] array) {
            return new OpenedSource(true, skipBad, most, () -> elements(Arrays.asList(array).iterator(), null));
        }
        if (value instanceof Collection<?> collection) {
            return new OpenedSource(true, skipBad, most, () -> elements(collection.iterator(), null));
        }
        if (value instanceof Iterable<?> iterable) {
            return new OpenedSource(false, skipBad, most, () -> elements(iterable.iterator(), value));
        }
        if (value instanceof Iterator<?> iterator) {
            return new OpenedSource(false, skipBad, most, () -> elements(iterator, value));
        }
        if (value instanceof Stream<?> stream) {
            return new OpenedSource(false, skipBad, most, () -> elements(stream.iterator(), value));
        }
        if (value instanceof InputStream stream) {
            return new OpenedSource(false, skipBad, most, () -> text(stream));
        }
        if (value instanceof Reader reader) {
            return new OpenedSource(false, skipBad, most, () -> new TextTokens(reader));
        }
        return null;
    }

    /**
     * Whether the URLs can be read more than once. A call can only be made again if they can.
     */
    boolean isRepeatable();

    /**
     * Starts to read. Closing the reader also closes what was given to {@link #of(Object, boolean, long)}.
     */
    UrlReader open() throws IOException;

    private static Tokens text(InputStream stream) {
        return new TextTokens(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    private static Tokens elements(Iterator<?> iterator, Object toClose) {
        return new ElementTokens(iterator, toClose);
    }
}
