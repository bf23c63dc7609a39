/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A connection has a timeout")
class ConnectTimeoutTest {

    private static final URI BASE = URI.create("http://localhost:1/v3");

    /** Records the timeouts of its endpoints. */
    private static final class RecordingHttp extends HttpComponent {

        private final List<Long> timeouts = new CopyOnWriteArrayList<>();

        @Override
        public Endpoint createEndpoint(String uri) throws Exception {
            HttpEndpoint endpoint = (HttpEndpoint) super.createEndpoint(uri);
            timeouts.add(endpoint.getConnectTimeout());
            return endpoint;
        }
    }

    @ParameterizedTest
    @CsvSource({ "http, , 180000, 10000", "http, , 180001, 180001", "own, own, 180000, 180000", "own, own, 5000, 5000" })
    @DisplayName("The connectTimeout of a component named in httpComponent applies; otherwise Camel's default becomes 10 s")
    void applies(String name, String httpComponent, long set, long used) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RecordingHttp http = new RecordingHttp();
            http.setConnectTimeout(set);
            context.addComponent(name, http);
            context.start();
            DiffbotTransport transport = new DiffbotTransport(context, httpComponent, BASE);
            transport.start();
            transport.stop();

            assertThat(http.timeouts).containsOnly(used);
        }
    }
}
