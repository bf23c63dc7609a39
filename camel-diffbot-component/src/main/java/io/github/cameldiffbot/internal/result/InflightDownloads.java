/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import io.github.cameldiffbot.internal.client.DownloadedFile;
import io.github.cameldiffbot.internal.client.FileDownload;
import io.github.cameldiffbot.internal.session.ExchangeRoutes;
import org.apache.camel.Exchange;

/**
 * Runs downloads to files. One ends when a route stops that its exchange is in: Camel would wait for it, and it can
 * take hours. One that begins after that ends at once.
 */
final class InflightDownloads {

    private InflightDownloads() {
    }

    /**
     * Carries a download out, on this thread.
     */
    static DownloadedFile run(Exchange exchange, FileDownload download) {
        Runnable end = ExchangeRoutes.of(exchange).onStop(download::stop);
        try {
            return download.run();
        } finally {
            end.run();
        }
    }
}
