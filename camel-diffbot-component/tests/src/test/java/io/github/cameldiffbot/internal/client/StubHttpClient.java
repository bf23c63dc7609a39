/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;

import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/**
 * An HttpClient that never connects.
 */
public final class StubHttpClient extends CloseableHttpClient implements Configurable {

    public interface Failing {
        IOException fail(ClassicHttpRequest request) throws IOException;
    }

    private final RequestConfig config;
    private final Failing failing;

    public StubHttpClient(RequestConfig config, Failing failing) {
        this.config = config;
        this.failing = failing;
    }

    @Override
    public RequestConfig getConfig() {
        return config;
    }

    @Override
    protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        throw failing.fail(request);
    }

    @Override
    public void close() {
        // nothing to close
    }

    @Override
    public void close(CloseMode mode) {
        // nothing to close
    }
}
