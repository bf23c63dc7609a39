/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/**
 * Connects to names below {@code localhost}, which many systems do not resolve, on loopback: the site is its own proxy.
 * The JDK's client has no other way to connect to an address and name another host.
 */
final class LocalNames extends ProxySelector {

    private static final int HTTP = 80;

    @Override
    public List<Proxy> select(URI url) {
        if (!url.getHost().endsWith(".localhost") || !url.getScheme().equals("http")) {
            return List.of(Proxy.NO_PROXY);
        }
        int port = url.getPort() < 0 ? HTTP : url.getPort();
        return List.of(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", port)));
    }

    @Override
    public void connectFailed(URI url, SocketAddress address, IOException e) {
        // the fetch fails with the same error
        return;
    }
}
