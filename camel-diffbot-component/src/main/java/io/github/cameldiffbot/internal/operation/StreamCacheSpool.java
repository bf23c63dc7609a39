/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.internal.client.form.UrlSpool;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.converter.stream.CachedOutputStream;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.util.IOHelper;
import org.jspecify.annotations.Nullable;

/**
 * Keeps URLs in Camel's stream cache, in memory or in a file, until the exchange is done and no submission uses them. A
 * submission can outlast its exchange, for example behind a multicast with a timeout.
 */
final class StreamCacheSpool implements UrlSpool {

    private @Nullable Exchange exchange;
    private volatile @Nullable CachedOutputStream cache;
    // the exchange, and each submission; 0 after the end
    private final AtomicInteger users = new AtomicInteger(1);

    StreamCacheSpool(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void atEnd(Runnable task) {
        Exchange owner = Objects.requireNonNull(exchange);
        Synchronization end = new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                task.run();
                release();
            }
        };
        // where Camel's stream cache ends: with the exchange that waits for a copy of multicast and split
        UnitOfWork outer = owner.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        if (outer != null && outer.getRoute() != null) {
            outer.addSynchronization(end);
        } else {
            owner.getExchangeExtension().addOnCompletion(end);
        }
    }

    @Override
    public OutputStream create() {
        CachedOutputStream created = new CachedOutputStream(Objects.requireNonNull(exchange), false);
        cache = created;
        // the copy is kept as long as its source, which the exchange may refer to
        exchange = null;
        return new Copy(created);
    }

    @Override
    public InputStream open() throws IOException {
        return (InputStream) Objects.requireNonNull(cache).newStreamCache();
    }

    @Override
    public boolean keep() {
        return users.updateAndGet(count -> count > 0 ? count + 1 : count) > 0;
    }

    @Override
    public void release() {
        boolean last = users.decrementAndGet() == 0;
        CachedOutputStream created = cache;
        if (last && created != null) {
            IOHelper.close(created);
        }
    }

    /**
     * Writes to the stream cache, whose own end would delete the file.
     */
    private static final class Copy extends OutputStream {

        private final CachedOutputStream cache;

        Copy(CachedOutputStream cache) {
            this.cache = cache;
        }

        private interface Write {
            void run() throws IOException;
        }

        private static void write(Write write) {
            try {
                write.run();
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "The URLs can be read only once, and could not be copied to Camel's stream cache (" + e
                                               + "). Nothing was submitted: check the spoolDirectory of the stream caching and"
                                               + " its free space, or give a List, an array or a File",
                        e);
            }
        }

        @Override
        public void write(int b) {
            write(() -> cache.write(b));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            write(() -> cache.write(bytes, offset, length));
        }

        @Override
        public void flush() {
            write(cache::flush);
        }

        @Override
        public void close() {
            write(cache.getCurrentStream()::close);
        }
    }
}
