/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.util.concurrent.CountDownLatch;

import io.github.cameldiffbot.internal.client.RawServer;

/**
 * A web site with a page {@code free} and a page {@code gated}, which is not served before the gate opens.
 */
final class GatedSite implements AutoCloseable {

    private final CountDownLatch gate = new CountDownLatch(1);
    private final RawServer server = RawServer.handling(request -> {
        if (request.path().equals("/gated")) {
            pass();
        }
        String html = "<html><title>" + request.path() + "</title><body><p>What stands at " + request.path()
                      + "</p></body></html>";
        return RawServer.raw(
                RawServer.head(request.path().equals("/robots.txt") ? 404 : 200, "text/html", html.length()) + html);
    });

    String page(String path) {
        return "http://127.0.0.1:" + server.port() + "/" + path;
    }

    void open() {
        gate.countDown();
    }

    @Override
    public void close() {
        open();
        server.close();
    }

    private void pass() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
