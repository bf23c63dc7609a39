/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A download of a server that supports ranges, cut after a number of bytes of each response.
 */
public final class ServedFile implements RawServer.Reply {

    private static final Pattern RANGE = Pattern.compile("\r\nRange: bytes=(\\d+)-\r\n");
    private static final Pattern IF_RANGE = Pattern.compile("\r\nIf-Range: (.*)\r\n");

    private final byte[] content;
    private final String headers;
    private final String validator;
    private final boolean chunked;
    private int cut = Integer.MAX_VALUE;

    private ServedFile(byte[] content, String headers, String validator, boolean chunked) {
        this.content = content;
        this.headers = headers;
        this.validator = validator;
        this.chunked = chunked;
    }

    public static ServedFile tagged(String content, String tag) {
        return with(content, "ETag: " + tag + "\r\n", tag);
    }

    /** Identifies its parts by the validator, one of these headers. */
    public static ServedFile with(String content, String headers, String validator) {
        return new ServedFile(content.getBytes(StandardCharsets.UTF_8), headers, validator, false);
    }

    public ServedFile chunked() {
        return new ServedFile(content, headers, validator, true);
    }

    public ServedFile cutAfter(int bytes) {
        ServedFile cutShort = new ServedFile(content, headers, validator, chunked);
        cutShort.cut = bytes;
        return cutShort;
    }

    @Override
    public boolean to(String request, Socket socket) throws IOException {
        Matcher range = RANGE.matcher(request);
        Matcher condition = IF_RANGE.matcher(request);
        boolean part = range.find() && condition.find() && condition.group(1).equals(validator);
        int from = part ? Integer.parseInt(range.group(1)) : 0;
        byte[] body = Arrays.copyOfRange(content, from, content.length);
        StringBuilder head = new StringBuilder(part ? "HTTP/1.1 206\r\n" : "HTTP/1.1 200\r\n").append(headers);
        if (part) {
            head.append("Content-Range: bytes ").append(from).append('-').append(content.length - 1).append('/')
                    .append(content.length).append("\r\n");
        }
        head.append(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length).append("\r\n\r\n");
        byte[] sent = Arrays.copyOf(body, Math.min(body.length, cut));
        OutputStream out = socket.getOutputStream();
        out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
        if (chunked) {
            writeChunks(out, sent, sent.length == body.length);
        } else {
            out.write(sent);
        }
        out.flush();
        return sent.length == body.length;
    }

    private static void writeChunks(OutputStream out, byte[] bytes, boolean whole) throws IOException {
        int half = bytes.length / 2;
        for (byte[] chunk : new byte[][] { Arrays.copyOf(bytes, half), Arrays.copyOfRange(bytes, half, bytes.length) }) {
            if (chunk.length > 0) {
                out.write((Integer.toHexString(chunk.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(chunk);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        if (whole) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
