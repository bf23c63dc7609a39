/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.YamlRoutes;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import io.github.cameldiffbot.sandbox.SandboxJob;
import io.github.cameldiffbot.sandbox.model.ClockMode;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the same test with the same routes in Java and in YAML, on a sandbox whose time stands still unless a test moves
 * it. A subclass checks the state of the sandbox, or the messages at {@code mock:events}.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(Dsl.class)
@ExtendWith(QuickAwait.class)
abstract class LifeCycleSupport {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT
            = new DiffbotSandboxExtension(DiffbotSandbox.builder().clock(ClockMode.VIRTUAL));

    @Parameter
    Dsl dsl;
    DefaultCamelContext context;

    abstract RouteBuilder routes();

    /** Changes the settings for a test before routes are added. */
    void prepare(DiffbotComponent component) {
        // most need nothing
    }

    @AfterEach
    void stop() throws Exception {
        if (context != null) {
            context.close();
        }
    }

    /** Starts a context with the routes; placeholders in them are replaced by pairs of names and values. */
    void start(String... properties) throws Exception {
        start(Map.of(), properties);
    }

    void start(Map<String, Object> beans, String... properties) throws Exception {
        context = Diffbots.context(DIFFBOT.baseUrl(), DIFFBOT.token());
        prepare(context.getComponent("diffbot", DiffbotComponent.class));
        beans.forEach(context.getRegistry()::bind);
        prepare();
        for (int i = 0; i < properties.length; i += 2) {
            context.getPropertiesComponent().addInitialProperty(properties[i], properties[i + 1]);
        }
        if (dsl == Dsl.JAVA) {
            context.addRoutes(routes());
        } else {
            YamlRoutes.load(context, routes());
        }
        context.start();
    }

    /** Prepares the context before routes are added. */
    void prepare() throws Exception {
        // most tests need nothing
    }

    /** Sends a body to a route. A failure of the route fails the test. */
    Exchange send(String endpoint, Object body) {
        Exchange exchange = trySend(endpoint, body);
        if (exchange.getException() != null) {
            throw new AssertionError("The call failed", exchange.getException());
        }
        return exchange;
    }

    Exchange trySend(String endpoint, Object body) {
        return context.createFluentProducerTemplate().to(endpoint).withBody(body).send();
    }

    Job job(String endpoint, Object body) {
        return send(endpoint, body).getMessage().getBody(Job.class);
    }

    /** Creates a bulk job that starts immediately. */
    Job bulk(String name, String... urls) {
        return job("diffbot:bulk/" + name, String.join(" ", urls));
    }

    /** Creates a crawl that starts immediately. */
    Job crawl(String name, String options, String... seeds) {
        return job("diffbot:crawl/" + name + "?" + options, String.join(" ", seeds));
    }

    /** Creates a job of one page, which has one record. */
    Job make(String type, String name) {
        return type.equals("bulk") ? bulk(name, page("notes/7")) : crawl(name, "maxHops=0", page("notes/7"));
    }

    static DiffbotSandbox sandbox() {
        return DIFFBOT.sandbox();
    }

    static SandboxJob sandboxJob(String name) {
        return sandbox().job(name);
    }

    /** Returns the address of a page of the demo site. */
    static String page(String path) {
        return sandbox().demoSite() + path;
    }

    /** Returns the records of a job in the sandbox, without the component. */
    static String download(String name) {
        String uri = DIFFBOT.baseUrl() + "/bulk/data?name=" + name + "&token=" + DIFFBOT.token();
        try (InputStream in = URI.create(uri).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ConditionFactory await() {
        return Awaitility.await().pollInterval(Duration.ofMillis(10));
    }

    static void awaitStatus(String name, int status) {
        await().untilAsserted(() -> assertThat(sandboxJob(name).status()).isEqualTo(status));
    }

    /**
     * Waits until a consumer has certainly polled the current jobs. A poll is one request, or two for {@code
     * diffbot:job/name} if the job does not exist; the last one may not be processed yet.
     */
    static void awaitPolls() {
        int before = sandbox().requests().size();
        await().until(() -> sandbox().requests().size() >= before + 4);
    }

    /** Returns the messages so far. */
    List<Exchange> events() {
        return List.copyOf(context.getEndpoint("mock:events", MockEndpoint.class).getReceivedExchanges());
    }

    /**
     * Returns the names of the events so far; consecutive progress counts once, because its number depends on the times
     * of the polls.
     */
    List<String> eventNames() {
        List<String> names = new ArrayList<>();
        for (Exchange event : events()) {
            String name = event.getMessage().getHeader(DiffbotConstants.EVENT, String.class);
            if (!name.equals("progress") || names.isEmpty() || !names.get(names.size() - 1).equals(name)) {
                names.add(name);
            }
        }
        return names;
    }

    List<String> eventIds() {
        return events().stream().map(event -> event.getMessage().getHeader(DiffbotConstants.EVENT_ID, String.class)).toList();
    }

    void awaitEvents(String... names) {
        await().untilAsserted(() -> assertThat(eventNames()).containsExactly(names));
    }
}
