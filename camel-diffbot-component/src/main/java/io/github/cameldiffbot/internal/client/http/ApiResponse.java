/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.http;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A response whose body is not read yet. Closing it releases the connection after a complete read, and aborts the
 * connection otherwise.
 */
public final class ApiResponse implements Closeable, ResultStream.Connection {

    private static final Logger LOG = LoggerFactory.getLogger(ApiResponse.class);

    private final URI uri;
    private final HttpUriRequestBase request;
    private final ClassicHttpResponse response;
    private final SecretMasker mask;
    private boolean consumed;

    ApiResponse(URI uri, HttpUriRequestBase request, ClassicHttpResponse response, SecretMasker mask) {
        this.uri = uri;
        this.request = request;
        this.response = response;
        this.mask = mask;
    }

    public int status() {
        return response.getCode();
    }

    boolean isSuccess() {
        return status() >= 200 && status() < 300;
    }

    boolean isRedirect() {
        return switch (status()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    URI uri() {
        return uri;
    }

    public SecretMasker mask() {
        return mask;
    }

    /**
     * Returns the first header of that name, or null.
     */
    public @Nullable String header(String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /**
     * Returns whether the body was compressed, so that its offsets differ from the sent bytes.
     */
    public boolean isCompressed() {
        String coding = header("Content-Encoding");
        if (coding != null) {
            return !coding.equalsIgnoreCase("identity");
        }
        HttpEntity entity = response.getEntity();
        // HttpClient 5.5 removes the header when it decompresses; the class has moved since
        return entity != null && entity.getClass().getSimpleName().equals("DecompressingEntity");
    }

    /**
     * Returns the length of the body in bytes; -1 when unknown.
     */
    public long length() {
        return response.getEntity() == null ? 0 : response.getEntity().getContentLength();
    }

    /**
     * Returns whether a truncated body can be detected.
     */
    public boolean isEndVerifiable() {
        return length() >= 0 || isCompressed() || response.getEntity().isChunked();
    }

    public InputStream stream() throws IOException {
        InputStream stream = response.getEntity() == null ? null : response.getEntity().getContent();
        return stream == null ? new ByteArrayInputStream(new byte[0]) : stream;
    }

    /**
     * Marks the body as read completely, so that the connection can be reused.
     */
    public void markConsumed() {
        consumed = true;
    }

    /**
     * Returns the start of the body as text, as far as it is readable.
     */
    String excerpt(int limit) {
        try {
            InputStream stream = stream();
            byte[] bytes = stream.readNBytes(limit);
            consumed = bytes.length < limit || stream.read() < 0;
            return decode(bytes);
        } catch (IOException e) {
            LOG.debug("The body of an error could not be read: {}", mask.mask(e.toString()));
            return "";
        }
    }

    public String decode(byte[] bytes) {
        String text = new String(bytes, charset());
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    public Charset charset() {
        try {
            ContentType type = ContentType.parseLenient(header("Content-Type"));
            Charset charset = type == null ? null : type.getCharset();
            return charset == null ? StandardCharsets.UTF_8 : charset;
        } catch (IllegalArgumentException e) {
            // unknown charset
            return StandardCharsets.UTF_8;
        }
    }

    @Override
    public void release() throws IOException {
        response.close();
    }

    @Override
    public void abort() {
        // closing alone would read the rest, possibly gigabytes
        request.cancel();
        try {
            response.close();
        } catch (IOException | RuntimeException e) {
            LOG.debug("Cutting a connection: {}", mask.mask(e.toString()));
        }
    }

    @Override
    public void close() {
        if (!consumed) {
            abort();
            return;
        }
        try {
            response.close();
        } catch (IOException e) {
            LOG.debug("Giving a connection back: {}", mask.mask(e.toString()));
        }
    }
}
