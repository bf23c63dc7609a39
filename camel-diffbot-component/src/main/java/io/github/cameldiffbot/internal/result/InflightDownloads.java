/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import io.github.cameldiffbot.internal.client.DownloadedFile;
import io.github.cameldiffbot.internal.client.FileDownload;
import io.github.cameldiffbot.internal.session.ExchangeRoutes;
import org.apache.camel.Exchange;

/**
 * Runs downloads to files. A download is aborted when a route of its exchange stops, because Camel would wait for it,
 * possibly for hours. A download that begins after that is aborted immediately.
 */
final class InflightDownloads {

    private InflightDownloads() {
    }

    /**
     * Runs a download on the calling thread.
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
