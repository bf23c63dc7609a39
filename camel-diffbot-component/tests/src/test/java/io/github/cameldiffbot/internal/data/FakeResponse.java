/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import io.github.cameldiffbot.internal.client.http.ResultStream;
import io.github.cameldiffbot.internal.data.stream.StreamSource;

/**
 * A response that records its requests and the end of its connection.
 */
public final class FakeResponse implements StreamSource {

    private final InputStream body;
    private int opened;
    private int released;
    private int aborted;

    public FakeResponse(InputStream body) {
        this.body = body;
    }

    public FakeResponse(byte[] body) {
        this(new ByteArrayInputStream(body));
    }

    public FakeResponse(String body) {
        this(body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A response whose connection breaks after the body.
     */
    public static FakeResponse broken(byte[] body, String message) {
        return new FakeResponse(new InputStream() {

            private final InputStream in = new ByteArrayInputStream(body);

            @Override
            public int read() throws IOException {
                int read = in.read();
                if (read < 0) {
                    throw new IOException(message);
                }
                return read;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = in.read(buffer, offset, length);
                if (read < 0) {
                    throw new IOException(message);
                }
                return read;
            }
        });
    }

    /**
     * A body that arrives in pieces of this size.
     */
    public static FakeResponse dribbling(byte[] body, int piece) {
        return new FakeResponse(new ByteArrayInputStream(body) {

            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, piece));
            }
        });
    }

    @Override
    public ResultStream open() {
        opened++;
        return new ResultStream(body, new ResultStream.Connection() {

            @Override
            public void release() {
                released++;
            }

            @Override
            public void abort() {
                aborted++;
            }
        }, "data", "shop1");
    }

    public int opened() {
        return opened;
    }

    public int released() {
        return released;
    }

    public int aborted() {
        return aborted;
    }
}
