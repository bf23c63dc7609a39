/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotUnauthorizedException;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mistakes of new users. The message names what the user wrote and the correction, in one line.
 */
@DisplayName("The message about a mistake names what the user wrote and the correction, in one line")
class UserMistakesTest {

    private static final String URL = "https://shop.example/1";

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "diffbot:bulk/my shop.2026 | 'my shop.2026' | 1 to 30 letters",
            "diffbot:bulk/m?operation=stop | operation is 'stop' | pause, resume",
            "diffbot:bulk/m?operation=run&fetch=records | fetch is 'records' | data, urlReport",
            "diffbot:bulk/m?onExisting=ignore | onExisting is 'ignore' | attach, update",
            "diffbot:crawl/m?maxHop=3 | [maxHop] | Did you mean maxHops instead of maxHop?",
            "diffbot:crawl/m?maxhop=3 | [maxhop] | Did you mean maxHops instead of maxhop?",
            "diffbot:crawl/m?maxToProces=3&seed=x | [maxToProces, seed] | Did you mean maxToProcess instead of maxToProces, seeds instead of seed?",
            "diffbot:crawl/m?operaton=run | [operaton] | Did you mean operation",
            "diffbot:crawl/m?maxTags=5 | [maxTags] | settings.NAME",
            "diffbot:crawl/m?zzzzzz=5 | [zzzzzz] | Check how they are spelt",
            "diffbot:bulk/m?maxToProcess=3 | maxToProcess | bulk",
            "diffbot:bulk/m?operation=startRound | startRound | crawl",
            "diffbot:job/m?operation=create | create | bulk or",
            "diffbot:bulk/m?baseUrl=127.0.0.1 | '127.0.0.1' | such as",
            "diffbot:bulk/m?maxUrls=many | maxUrls is 'many' | whole number",
            "diffbot:blk/m | 'blk' | bulk, crawl" })
    @DisplayName("At the start, an option names its value, the valid ones, and the probably intended one")
    void atTheStart(String uri, String what, String cure) {
        assertThat(startError("direct:in", uri)).contains(what).contains(cure).doesNotContain("\n", "Enum class");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "diffbot:bulk/m?events=finished | 'finished' | completed",
            "diffbot:bulk/m?startFrom=begin | startFrom is 'begin' | earliest",
            "diffbot:bulk/m?delays=5s | [delays] | Did you mean delay instead of delays?" })
    @DisplayName("The same for options of consumers")
    void consumerAtTheStart(String uri, String what, String cure) {
        assertThat(startError(uri, "mock:out")).contains(what).contains(cure).doesNotContain("\n", "Enum class");
    }

    @Test
    @DisplayName("Without a token, the start fails with the property to set")
    void noToken() {
        DiffbotComponent component = component();
        component.getConfiguration().setToken(null);

        assertThat(startError(component, "direct:in", "diffbot:bulk/m")).contains("There is no Diffbot token",
                "camel.component.diffbot.token={{env:DIFFBOT_TOKEN}}", "camel-diffbot-starter");
    }

    @ParameterizedTest
    @ValueSource(strings = { "${diffbot.token}", "{{env:DIFFBOT_TOKEN}}", "%7B%7Benv%3ADIFFBOT_TOKEN%7D%7D" })
    @DisplayName("A placeholder that was not resolved is no token")
    void placeholderAsToken(String token) {
        DiffbotComponent component = component();
        component.getConfiguration().setToken(token);

        assertThat(startError(component, "direct:in", "diffbot:bulk/m")).contains("token").contains("placeholder");
    }

    @ParameterizedTest
    @CsvSource({
            "create, status", "update, status", "delete, status", "status, ", "pause, ", "restart, ", "data, ", "list, " })
    @DisplayName("A refused token names the operation of the user, and the request that failed if it is another one")
    void wrongToken(String operation, String step) {
        DiffbotComponent component = component();
        component.getConfiguration().setToken("0123456789abcdef0123456789abcdef");

        Exception error = error(component, "diffbot:bulk/m?operation=" + operation, URL, Map.of());

        String job = operation.equals("list") ? "" : " of job 'm'";
        assertThat(error).isInstanceOf(DiffbotUnauthorizedException.class).hasMessageStartingWith(
                "Diffbot " + operation + job + ": " + (step == null ? "" : "its " + step + " request failed: ")
                                                                                                  + "the token is refused")
                .hasMessageContaining("HTTP 401")
                .hasMessageEndingWith("Set the option token to a token that is valid for this job");
        assertThat(((DiffbotException) error).getOperation()).isEqualTo(operation);
    }

    @Test
    @DisplayName("A job of an unknown type names the operation of the user, too")
    void wrongTokenOfAnyType() {
        DiffbotComponent component = component();
        component.getConfiguration().setToken("0123456789abcdef0123456789abcdef");

        assertThat(error(component, "diffbot:job/m?operation=pause", null, Map.of()))
                .hasMessageStartingWith("Diffbot pause of job 'm': its status request failed: the token is refused");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "create | its status request failed: there was no response", "status | there was no response" })
    @DisplayName("A closed port names the operation, the reason and the option")
    void closedPort(String operation, String text) throws Exception {
        DiffbotComponent component = component();
        try (ReservedPort port = new ReservedPort()) {
            component.getConfiguration().setBaseUrl("http://127.0.0.1:" + port.number() + "/v3");

            assertThat(error(component, "diffbot:bulk/m?operation=" + operation, URL, Map.of())).message()
                    .startsWith("Diffbot " + operation + " of job 'm': " + text).contains("refused", "option baseUrl")
                    .doesNotContain("\n");
        }
    }

    @Test
    @DisplayName("A base URL without /v3 names the path")
    void noVersion() {
        DiffbotComponent component = component();
        component.getConfiguration().setBaseUrl(DIFFBOT.baseUrl().replace("/v3", ""));

        assertThat(error(component, "diffbot:bulk/m", URL, Map.of())).hasMessageContaining("HTTP 404")
                .hasMessageContaining("/v3/").hasMessageContaining("option baseUrl");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "CamelDiffbotOperation | stop | any of [create",
            "CamelDiffbotNum | many | CamelDiffbotNum",
            "CamelDiffbotSettings | apiUrl=article | Map" })
    @DisplayName("A header names itself and what it takes")
    void headers(String header, String value, String cure) {
        String uri = header.endsWith("Num") ? "diffbot:bulk/m?operation=data" : "diffbot:bulk/m";

        assertThat(error(component(), uri, URL, Map.of(header, value))).hasMessageContaining(header)
                .hasMessageContaining(cure);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "www.example.org/about | 'www.example.org/about' | http:// or https://",
            "url,label | 'url,label' | " })
    @DisplayName("A body that has no URLs names the first wrong one")
    void bodies(String body, String what, String cure) {
        assertThat(error(component(), "diffbot:bulk/m", body, Map.of())).hasMessageContaining(what)
                .hasMessageContaining(cure == null ? "" : cure);
    }

    @Test
    @DisplayName("A missing name, a missing job and a taken name have a cure each")
    void names() {
        DiffbotSandbox sandbox = DIFFBOT.sandbox();
        sandbox.generate("taken", 1, 10);

        assertThat(error(component(), "diffbot:bulk", URL, Map.of("CamelDiffbotJobNam", "x")))
                .hasMessageContaining("There is no job name").hasMessageContaining("CamelDiffbotJobName");
        assertThat(error(component(), "diffbot:bulk/none?operation=status", null, Map.of()))
                .hasMessageContaining("no such job").hasMessageContaining("operation=list");
        assertThat(error(component(), "diffbot:bulk/taken", URL, Map.of())).hasMessageContaining("exists already")
                .hasMessageContaining("attach, update or replace");
    }

    private static DiffbotComponent component() {
        DiffbotComponent component = TestComponents.of(DIFFBOT);
        component.setMaxRetries(0);
        return component;
    }

    private static Exception error(DiffbotComponent component, String uri, Object body, Map<String, Object> headers) {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("diffbot", component);
            context.start();
            Exchange exchange = context.createFluentProducerTemplate().withBody(body).withHeaders(headers).to(uri).send();
            assertThat(exchange.getException()).isNotNull();
            return exchange.getException();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String startError(String from, String to) {
        return startError(component(), from, to);
    }

    private static String startError(DiffbotComponent component, String from, String to) {
        List<Throwable> thrown = new ArrayList<>();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("diffbot", component);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(from).to(to);
                }
            });
            context.start();
        } catch (Exception e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                thrown.add(cause);
            }
        }
        assertThat(thrown).as("the route starts").isNotEmpty();
        return thrown.get(thrown.size() - 1).getMessage();
    }
}
