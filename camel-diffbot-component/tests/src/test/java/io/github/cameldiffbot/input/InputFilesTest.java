/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.input;

import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.QuickAwait;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.DeadLetterChannelBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.xml.in.ModelParser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("Files and lists of URLs are read in any charset and as CSV")
@FaultCase({ "U2", "U3" })
@ExtendWith(QuickAwait.class)
class InputFilesTest extends CamelTestSupport {

    private static final String STEP = "diffbot:crawl/input?dryRun=true";

    @TempDir
    Path inbox;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        DiffbotComponent component = new DiffbotComponent();
        component.getConfiguration().setToken("0123456789abcdef0123456789abcdef");
        component.getConfiguration().setBaseUrl("http://127.0.0.1:1/v3");
        camelContext.addComponent("diffbot", component);
        return camelContext;
    }

    @ParameterizedTest
    @CsvSource({
            "java, windows-1252, windows-1252", "yaml, windows-1252, windows-1252", "xml, windows-1252, windows-1252",
            "java, UTF-16, UTF-16", "java, UTF-8, UTF-8", "java, UTF-8, ''" })
    @DisplayName("A file is read in the charset of its endpoint")
    void charset(String language, String written, String read) throws Exception {
        Files.write(inbox.resolve("urls.txt"), "https://example.org/café".getBytes(Charset.forName(written)));

        Exchange exchange = route(language, read);

        assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)).isNull();
        assertThat(exchange.getMessage().getBody(Map.class).get("seeds")).isEqualTo(List.of("https://example.org/café"));
    }

    @ParameterizedTest
    @CsvSource({ "java, windows-1252, byte 24 (0xE9)", "yaml, windows-1252, byte 24 (0xE9)", "xml, UTF-16, begins UTF-16" })
    @DisplayName("Bytes that the charset does not contain are an error with their position")
    void undecodable(String language, String written, String says) throws Exception {
        Files.write(inbox.resolve("urls.txt"), "https://example.org/café".getBytes(Charset.forName(written)));

        Exchange exchange = route(language, "");

        assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(says).hasMessageContaining("not UTF-8").hasMessageContaining("charset");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "url,label\nhttps://example.org/about,About us\n", "https://example.org/about,About us\n",
            "https://example.org/about,About\nhttps://example.org/team,Team\n" })
    @DisplayName("A file of CSV that was not unmarshalled is an error, also with onBadUrl=skip")
    void csvAsText(String text) throws Exception {
        Files.writeString(inbox.resolve("urls.csv"), text);
        String from = file("");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("mock:done").logExhausted(false));
                from(from).to(STEP + "&onBadUrl=skip").to("mock:done");
            }
        });

        assertThat(done().getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CSV").hasMessageContaining("useMaps");
    }

    @Test
    @DisplayName("Unmarshalled rows are URLs by their member url, pageUrl or Url")
    void rows() {
        Map<?, ?> request = template.requestBody(STEP, List.of(
                Map.of("url", "https://example.org/1", "label", "One"), Map.of("pageUrl", "https://example.org/2"),
                Map.of("Url", "https://example.org/3")), Map.class);

        assertThat(request.get("seeds"))
                .isEqualTo(List.of("https://example.org/1", "https://example.org/2", "https://example.org/3"));
    }

    @Test
    @DisplayName("A body of bytes is read in the charset in a header or property of the message")
    void bytes() {
        byte[] bytes = "https://example.org/café".getBytes(Charset.forName("windows-1252"));

        Map<?, ?> request = template.requestBodyAndHeader(STEP, bytes, Exchange.CHARSET_NAME, "windows-1252", Map.class);

        assertThat(request.get("seeds")).isEqualTo(List.of("https://example.org/café"));
        Exchange exchange = template.request(STEP, message -> {
            message.getMessage().setBody(bytes);
            message.setProperty(Exchange.CHARSET_NAME, "no-such-charset");
        });
        assertThat(exchange.getException()).hasMessageContaining("no-such-charset");
    }

    private String file(String charset) {
        return "file:" + inbox + "?initialDelay=0&delay=100" + (charset.isEmpty() ? "" : "&charset=" + charset);
    }

    private Exchange route(String language, String charset) throws Exception {
        String from = file(charset);
        context.getCamelContextExtension().setErrorHandlerFactory(
                new DeadLetterChannelBuilder("mock:done"));
        switch (language) {
            case "java" -> context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(from).to(STEP).to("mock:done");
                }
            });
            case "xml" -> context.addRouteDefinitions(new ModelParser(
                    new StringReader("""
                            <routes xmlns="http://camel.apache.org/schema/xml-io"><route><from uri="%s"/><to uri="%s"/>\
                            <to uri="mock:done"/></route></routes>""".formatted(from.replace("&", "&amp;"), STEP)),
                    "http://camel.apache.org/schema/xml-io").parseRoutesDefinition().orElseThrow().getRoutes());
            default -> PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("input.yaml", """
                    - route:
                        from:
                          uri: '%s'
                          steps:
                            - to: %s
                            - to: mock:done
                    """.formatted(from, STEP)));
        }
        return done();
    }

    private Exchange done() {
        MockEndpoint done = getMockEndpoint("mock:done");
        // an expectation would count only later messages
        await().until(() -> done.getReceivedCounter() > 0);
        return done.getExchanges().get(0);
    }
}
