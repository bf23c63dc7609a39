/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/**
 * A port that is bound and not listened to: connections to it are refused, and no other process gets it, as can happen
 * with the port of a closed socket.
 */
public final class ReservedPort implements AutoCloseable {

    private final SocketChannel channel;
    private final int number;

    public ReservedPort() throws IOException {
        channel = SocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        number = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    public int number() {
        return number;
    }

    /** Lets a server bind the port. */
    public void free() throws IOException {
        channel.close();
    }

    @Override
    public void close() throws IOException {
        free();
    }
}
