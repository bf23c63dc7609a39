/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

import io.github.cameldiffbot.internal.client.form.UrlSpool;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.converter.stream.CachedOutputStream;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Keeps URLs in Camel's stream cache, in memory or in a file, until the exchange is done.
 */
final class StreamCacheSpool implements UrlSpool {

    private @Nullable Exchange exchange;
    private @Nullable CachedOutputStream cache;

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
            }
        };
        // where the stream cache ends, too: with the exchange that waits for a copy of multicast and split
        UnitOfWork outer = owner.getProperty(ExchangePropertyKey.STREAM_CACHE_UNIT_OF_WORK, UnitOfWork.class);
        if (outer != null && outer.getRoute() != null) {
            outer.addSynchronization(end);
        } else {
            owner.getExchangeExtension().addOnCompletion(end);
        }
    }

    @Override
    public OutputStream create() {
        cache = new CachedOutputStream(Objects.requireNonNull(exchange));
        // the copy is kept as long as its source, which the exchange may refer to
        exchange = null;
        return cache;
    }

    @Override
    public InputStream open() throws IOException {
        return (InputStream) Objects.requireNonNull(cache).newStreamCache();
    }
}
