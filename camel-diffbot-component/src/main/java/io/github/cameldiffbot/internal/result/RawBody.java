/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import io.github.cameldiffbot.internal.data.stream.StreamSource;
import io.github.cameldiffbot.internal.exchange.ReadOutcome;
import io.github.cameldiffbot.internal.exchange.ResultRequest;
import io.github.cameldiffbot.internal.exchange.ResultScope;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Sets a download as the body as it is: a file, or a stream, which Camel's stream caching may store.
 */
final class RawBody {

    private final @Nullable String secret;

    /**
     * @param secret masked in streams; null for none
     */
    RawBody(@Nullable String secret) {
        this.secret = secret;
    }

    /**
     * Sets the body. A file exists only after {@link ResultBodyFactory#arrive}.
     *
     * @param json whether the download is JSON
     */
    void set(ResultScope scope, Exchange exchange, StreamSource source, boolean json, ResultRequest job) {
        if (job.num() != null) {
            // raw results are not counted
            scope.results().outcome().markIncomplete("no more than " + job.num() + " were requested (num)");
        }
        if (source instanceof SpooledSource) {
            exchange.getMessage().setBody(source);
        } else if (isCached(exchange)) {
            ReadOutcome ofDownload = new ReadOutcome();
            LazyStream stream = new LazyStream(source, secret, json, scope, ofDownload, () -> {
            });
            CachedDownload download = new CachedDownload(stream, ofDownload, scope.results().outcome(), exchange.getContext());
            scope.results().closeAtEnd(download);
            scope.results().canBeReadAgain();
            scope.results().setBody(exchange.getMessage(), new RawStreamCache(download), download::progress);
        } else {
            LazyStream stream = new LazyStream(source, secret, json, scope, scope.results().outcome(), scope::release);
            scope.results().closeAtEnd(stream.download());
            scope.results().setBody(exchange.getMessage(), stream, stream.download()::position);
        }
    }

    // the exchange of a consumer has no unit of work yet
    private static boolean isCached(Exchange exchange) {
        if (exchange.getExchangeExtension().isStreamCacheDisabled()) {
            return false;
        }
        Route route = ExchangeHelper.getRoute(exchange);
        if (route == null && exchange.getFromRouteId() != null) {
            route = exchange.getContext().getRoute(exchange.getFromRouteId());
        }
        return Boolean.TRUE.equals(route == null ? exchange.getContext().isStreamCaching() : route.isStreamCaching());
    }
}
