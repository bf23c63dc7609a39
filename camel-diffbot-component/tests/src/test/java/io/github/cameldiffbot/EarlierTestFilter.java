/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.UUID;

import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.LifecycleStrategySupport;

/**
 * Rejects requests of earlier tests. A stop aborts polls in progress, and on a busy machine the server may read such a
 * request only after the next test has begun, which would then miss the first response of its stubs.
 */
final class EarlierTestFilter implements StubRequestFilterV2 {

    private static final String TEST = "X-Test";

    private volatile String current = "";

    /** Begins a test and returns its mark. */
    String begin() {
        current = UUID.randomUUID().toString();
        return current;
    }

    /** Lets the HTTP components of a context add a mark to their requests. */
    static void mark(CamelContext context, String mark) {
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onComponentAdd(String name, Component component) {
                if (component instanceof HttpComponent http) {
                    http.setHttpClientConfigurer(client -> client
                            .addRequestInterceptorFirst((request, entity, exchange) -> request.setHeader(TEST, mark)));
                }
            }
        });
    }

    @Override
    public RequestFilterAction filter(Request request, ServeEvent event) {
        String mark = request.getHeader(TEST);
        if (mark != null && !mark.equals(current)) {
            // such a request is not recorded
            throw new IllegalStateException("A request of an earlier test");
        }
        return RequestFilterAction.continueWith(request);
    }

    @Override
    public String getName() {
        return "only-this-test";
    }
}
