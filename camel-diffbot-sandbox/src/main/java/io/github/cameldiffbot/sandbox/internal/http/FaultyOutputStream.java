/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Writes the body of a response and injects a fault into it. */
final class FaultyOutputStream extends OutputStream {

    private final OutputStream body;
    private final OutputStream wire;
    private final Socket socket;
    private final WireFault fault;
    private long sent;

    /**
     * Creates a stream.
     *
     * @param body receives the bytes of the body
     * @param wire the stream below it, without chunks
     */
    FaultyOutputStream(OutputStream body, OutputStream wire, Socket socket, WireFault fault) {
        this.body = body;
        this.wire = wire;
        this.socket = socket;
        this.fault = fault;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] { (byte) b }, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (fault.is(WireFault.Kind.DRIBBLE)) {
            dribble(bytes, offset, length);
            return;
        }
        int count = (int) Math.min(length, Math.max(0, fault.amount() - sent));
        body.write(bytes, offset, count);
        sent += count;
        if (count < length) {
            inject();
        }
    }

    @Override
    public void flush() throws IOException {
        body.flush();
    }

    @Override
    public void close() throws IOException {
        if (!fault.is(WireFault.Kind.END) && !fault.is(WireFault.Kind.DRIBBLE)) {
            // the body was shorter than the offset of the fault
            inject();
        }
        body.close();
    }

    /** Injects the fault now. */
    void inject() throws IOException {
        switch (fault.kind()) {
            case END -> {
                return;
            }
            case BROKEN_CHUNK -> wire.write("ZZ\r\n<garbage>".getBytes(StandardCharsets.US_ASCII));
            default -> wire.flush();
        }
        wire.flush();
        if (fault.is(WireFault.Kind.STALL)) {
            awaitClientClose();
        }
        if (fault.is(WireFault.Kind.RESET)) {
            socket.setSoLinger(true, 0);
        }
        socket.close();
        throw new InjectedFaultException(fault);
    }

    private void awaitClientClose() throws IOException {
        socket.setSoTimeout(0);
        int b = socket.getInputStream().read();
        while (b >= 0) {
            b = socket.getInputStream().read();
        }
    }

    private void dribble(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            body.write(bytes, i, 1);
            body.flush();
            wire.flush();
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / Math.max(1, fault.amount()));
        }
    }
}
