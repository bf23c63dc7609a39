/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * A form that is streamed to the connection.
 */
final class FormEntity extends AbstractHttpEntity {

    private final long length;
    private final Content content;

    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * @param length the number of bytes, or -1 if unknown
     */
    FormEntity(long length, Content content) {
        super(ContentType.APPLICATION_FORM_URLENCODED.getMimeType(), null);
        this.length = length;
        this.content = content;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        content.writeTo(out);
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public boolean isRepeatable() {
        // HttpClient must not repeat the request
        return false;
    }

    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public InputStream getContent() {
        throw new UnsupportedOperationException("It is only written");
    }

    @Override
    public void close() {
        // nothing to close
    }
}
