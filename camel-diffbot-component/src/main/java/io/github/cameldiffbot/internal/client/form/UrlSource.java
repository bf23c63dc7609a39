/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.cameldiffbot.internal.text.StrictReader;
import io.github.cameldiffbot.job.HasUrl;
import org.jspecify.annotations.Nullable;

/**
 * The source of the URLs of a bulk job or the seeds of a crawl. URLs are read one by one.
 */
public final class UrlSource {

    // the input if it can be read only once; otherwise null
    private final @Nullable Object singleUse;
    private final Opener opener;
    // the copy of such an input from which it is read; otherwise null
    private final @Nullable UrlSpool spool;

    private UrlSource(@Nullable Object singleUse, Opener opener) {
        this(singleUse, opener, null);
    }

    private UrlSource(@Nullable Object singleUse, Opener opener, @Nullable UrlSpool spool) {
        this.singleUse = singleUse;
        this.opener = opener;
        this.spool = spool;
    }

    private interface Opener {
        UrlReader open() throws IOException;
    }

    /**
     * Opens bytes at their start on each call.
     */
    public interface Bytes {
        InputStream open() throws IOException;
    }

    /**
     * Opens text at its start on each call.
     */
    public interface Text {
        Reader open() throws IOException;
    }

    /**
     * Returns a source like {@link #of(Object, UrlOptions)} with the default options.
     *
     * @param skipBad whether bad URLs are skipped with a warning; otherwise they are an error
     */
    public static @Nullable UrlSource of(@Nullable Object value, boolean skipBad) {
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
     * A copy of a value that can be read only once takes its place.
     *
     * @param value   contains the URLs
     * @param options the options for reading them
     */
    public static @Nullable UrlSource of(@Nullable Object value, UrlOptions options) {
        if (value == null) {
            return null;
        }
        Optional<UrlSpool> copy = SingleUseSources.copyOf(value);
        return copy.isPresent() ? ofCopy(value, copy.get(), options) : ofOriginal(value, options);
    }

    private static @Nullable UrlSource ofOriginal(Object value, UrlOptions options) {
        if (value instanceof String text) {
            return ofString(text, options);
        }
        if (value instanceof File file) {
            return of(file.toPath(), options);
        }
        // before Iterable, because a Path is one
        if (value instanceof Path path) {
            return ofBytes(() -> Files.newInputStream(path), options);
        }
        if (value instanceof Object[] array) {
            return new UrlSource(null, () -> new ElementUrlReader(Arrays.asList(array).iterator(), null, options));
        }
        if (value instanceof Collection<?> collection) {
            return new UrlSource(null, () -> new ElementUrlReader(collection.iterator(), null, options));
        }
        if (value instanceof Iterable<?> iterable) {
            return new UrlSource(value, () -> new ElementUrlReader(iterable.iterator(), value, options));
        }
        if (value instanceof Iterator<?> iterator) {
            return new UrlSource(value, () -> new ElementUrlReader(iterator, value, options));
        }
        if (value instanceof Stream<?> stream) {
            return new UrlSource(value, () -> new ElementUrlReader(stream.iterator(), value, options));
        }
        if (value instanceof InputStream stream) {
            return new UrlSource(
                    value, () -> new TextUrlReader(new StrictReader(stream, options.charset()), options));
        }
        if (value instanceof Reader reader) {
            return new UrlSource(value, () -> new TextUrlReader(reader, options));
        }
        return null;
    }

    /**
     * Returns a source for text with white space between the URLs.
     */
    public static UrlSource ofString(String text, UrlOptions options) {
        return ofText(() -> new StringReader(text), options);
    }

    /**
     * Returns a source for bytes that can be read repeatedly.
     */
    public static UrlSource ofBytes(Bytes bytes, UrlOptions options) {
        return new UrlSource(
                null, () -> new TextUrlReader(new StrictReader(bytes.open(), options.charset()), options));
    }

    /**
     * Returns a source for text that can be read repeatedly.
     */
    public static UrlSource ofText(Text text, UrlOptions options) {
        return new UrlSource(null, () -> new TextUrlReader(text.open(), options));
    }

    /**
     * Returns whether the URLs can be read more than once. Only then can a call be repeated.
     */
    public boolean isRepeatable() {
        return singleUse == null || spool != null;
    }

    /**
     * Checks that the URLs can still be read from their start.
     *
     * @param  earlier             the error of an earlier attempt, as the cause; may be null
     * @throws UrlsUsedUpException if they can be read only once and a read has begun before
     */
    public void checkUnused(@Nullable Throwable earlier) {
        if (singleUse != null && !isRepeatable() && SingleUseSources.isClaimed(singleUse)) {
            throw SingleUseSources.usedUpError(singleUse, earlier);
        }
    }

    /**
     * Returns this source or a copy of its usable URLs, which is kept until it is released. A value of
     * {@link #of(Object, UrlOptions)} is read from its copy until that ends. After that the value is used up.
     *
     * @param  newSpool            takes a copy of URLs that can be read only once; null for none
     * @param  check               called when all URLs are copied
     * @throws UrlsUsedUpException if the copy has ended
     */
    UrlSource kept(@Nullable UrlSpool newSpool, Consumer<UrlReader> check) throws IOException {
        if (newSpool != null && !isRepeatable()) {
            return copied(newSpool, check);
        }
        keep();
        return this;
    }

    private UrlSource copied(UrlSpool copies, Consumer<UrlReader> check) throws IOException {
        Object original = Objects.requireNonNull(singleUse);
        copies.atEnd(() -> SingleUseSources.forgetCopy(original));
        // checked when they are copied
        UrlSource copy = ofCopy(original, copies, UrlOptions.DEFAULT.withNestedAllowed(true));
        copy.keep();
        boolean done = false;
        try (UrlReader all = open();
             Writer lines = new OutputStreamWriter(copies.create(), StandardCharsets.UTF_8)) {
            for (String url = all.next(); url != null; url = all.next()) {
                lines.write(url);
                lines.write('\n');
            }
            check.accept(all);
            done = true;
        } finally {
            if (!done) {
                copies.release();
            }
        }
        SingleUseSources.copied(original, copies);
        return copy;
    }

    private static UrlSource ofCopy(Object original, UrlSpool copy, UrlOptions options) {
        return new UrlSource(original, () -> {
            BufferedReader lines = new BufferedReader(new InputStreamReader(copy.open(), StandardCharsets.UTF_8));
            return new ElementUrlReader(lines.lines().iterator(), lines, options);
        }, copy);
    }

    private void keep() {
        if (spool != null && !spool.keep()) {
            throw SingleUseSources.usedUpError(Objects.requireNonNull(singleUse), null);
        }
    }

    /**
     * Releases the copy of {@link #kept}.
     */
    void release() {
        if (spool != null) {
            spool.release();
        }
    }

    /**
     * Starts to read. Closing the reader also closes the value of {@link #of(Object, UrlOptions)}.
     *
     * @throws IllegalArgumentException if the URLs can be read only once and a read has begun before, by this source or
     *                                  another source of the same value
     */
    public UrlReader open() throws IOException {
        if (singleUse != null && !isRepeatable()) {
            SingleUseSources.claim(singleUse);
        }
        return opener.open();
    }
}
