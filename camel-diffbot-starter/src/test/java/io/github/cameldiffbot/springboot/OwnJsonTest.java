/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.DataFormat;
import org.apache.camel.spi.DataFormatFactory;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An application keeps its own json data format, such as that of camel-jackson3")
class OwnJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "dataformat/jackson", "transformer/application-json", "transformer/application-x-struct",
            "transformer/application-x-java-object" })
    @DisplayName("The starter brings nothing that camel-jackson3 has under the same name")
    void bringsNone(String service) throws IOException {
        String path = "META-INF/services/org/apache/camel/" + service;

        assertThat(Collections.list(getClass().getClassLoader().getResources(path))).isEmpty();
    }

    @Test
    @DisplayName("The data format jackson, which json stands for, is that of the application")
    void keepsThatOfTheApplication() {
        Boot.application("camel.component.diffbot.token=0123456789", "camel.component.diffbot.base-url=http://127.0.0.1:9/v3")
                .withBean("jackson", DataFormatFactory.class, () -> OwnJson::new)
                .withBean(RoutesBuilder.class, OwnJsonTest::routes)
                .run(application -> {
                    CamelContext context = application.getBean(CamelContext.class);
                    assertThat(context.resolveDataFormat("jackson")).isInstanceOf(OwnJson.class);
                    assertThat(context.getRoute("json").getProcessor()).isNotNull();
                });
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk/shop?initialDelay=1h").routeId("json").unmarshal("jackson");
            }
        };
    }

    static final class OwnJson extends ServiceSupport implements DataFormat {

        @Override
        public void marshal(Exchange exchange, Object graph, OutputStream stream) throws IOException {
            stream.write(graph.toString().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Object unmarshal(Exchange exchange, InputStream stream) throws IOException {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
