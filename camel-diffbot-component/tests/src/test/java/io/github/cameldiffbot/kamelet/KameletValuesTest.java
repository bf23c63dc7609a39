/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.kamelet;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldiffbot.DiffbotConfiguration;
import io.github.cameldiffbot.DiffbotEndpoint;
import io.github.cameldiffbot.error.DiffbotException;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Values of Kamelet properties arrive unchanged")
class KameletValuesTest extends KameletTestSupport {

    private static final String NASTY = "/a+b?x=1&y=%2F||!/c_d/(e|f)/[0-9]+";
    private static final String API_URL = "article?fields=a,b&x=%2F&timeout=5000";
    private static final String SEEDS = "https://example.org/a?x=1&y=%2F+b";

    @BeforeEach
    void sendNothing() {
        configuration().setDryRun(true);
    }

    @Test
    @DisplayName("A YAML route writes them in RAW(...)")
    void inYaml() throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("site.yaml", """
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to:
                            uri: kamelet:diffbot-crawl-action
                            parameters:
                              token: "{{diffbot.token}}"
                              baseUrl: "{{diffbot.url}}"
                              jobName: site
                              urlCrawlPattern: "RAW(%1$s)"
                              urlProcessPattern: "RAW(%1$s)"
                              apiUrl: RAW(%2$s)
                              seeds: RAW(%3$s)
                """.formatted(NASTY, API_URL, SEEDS)));
        context.start();

        assertArrived();
    }

    @Test
    @DisplayName("A URI writes them in RAW(...)")
    void inUri() throws Exception {
        startStep(kamelet("diffbot-crawl-action", "jobName=site&apiUrl=RAW(" + API_URL + ")&urlCrawlPattern=RAW(" + NASTY
                                                  + ")&urlProcessPattern=RAW(" + NASTY + ")&seeds=RAW(" + SEEDS + ")"));

        assertArrived();
    }

    @Test
    @DisplayName("A Pipe contains them unchanged, and placeholders in RAW(...)")
    void inPipe() throws Exception {
        context.getPropertiesComponent().addInitialProperty("site.pattern", NASTY);
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("pipe.yaml", """
                apiVersion: camel.apache.org/v1
                kind: Pipe
                metadata:
                  name: pipe
                spec:
                  source:
                    uri: direct:in
                  steps:
                    - ref:
                        kind: Kamelet
                        apiVersion: camel.apache.org/v1
                        name: diffbot-crawl-action
                      properties:
                        token: "RAW({{diffbot.token}})"
                        jobName: site
                        urlCrawlPattern: "RAW({{site.pattern}})"
                        urlProcessPattern: "RAW(%1$s)"
                        apiUrl: "RAW(%2$s)"
                        seeds: "RAW(%3$s)"
                  sink:
                    uri: mock:out
                """.formatted(NASTY, API_URL, SEEDS)));
        configuration().setBaseUrl(DIFFBOT.baseUrl());
        context.start();

        assertArrived();
    }

    @Test
    @DisplayName("Properties contain them unchanged")
    void inProperties() throws Exception {
        Map.of("urlCrawlPattern", NASTY, "urlProcessPattern", NASTY, "apiUrl", API_URL, "seeds", SEEDS)
                .forEach((name, value) -> context.getPropertiesComponent()
                        .addInitialProperty("camel.kamelet.diffbot-crawl-action." + name, value));
        startStep(kamelet("diffbot-crawl-action", "jobName=site"));

        assertArrived();
    }

    private void assertArrived() throws Exception {
        JsonNode call = json(send("", Map.of()));
        JsonNode sent = call.path("parameters");
        assertThat(sent.path("urlCrawlPattern").path(0).asText()).isEqualTo(NASTY);
        assertThat(sent.path("urlProcessPattern").path(0).asText()).isEqualTo(NASTY);
        assertThat(sent.path("apiUrl").path(0).asText()).isEqualTo(DIFFBOT.baseUrl() + "/" + API_URL);
        assertThat(call.path("seeds").path(0).asText()).isEqualTo(SEEDS);
    }

    @ParameterizedTest
    @CsvSource({ "diffbot-bulk-action, urls", "diffbot-bulk-sink, urls", "diffbot-crawl-action, seeds" })
    @DisplayName("A YAML block of URLs whose line ends Camel removes is an error, and one that begins with > is not")
    void refusesGluedUrls(String kamelet, String property) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(block("direct:in", kamelet, property, "|"),
                block("direct:folded", kamelet, property, ">"));
        context.start();

        assertThatThrownBy(() -> send("", Map.of()))
                .hasStackTraceContaining("https://example.org/ahttps://example.org/b");
        assertThat(context.createFluentProducerTemplate().to("direct:folded").request(String.class))
                .containsPattern("count\"?[=:]2");
    }

    private static Resource block(String from, String kamelet, String property, String style) {
        return ResourceHelper.fromString(from.substring(7) + ".yaml", """
                - route:
                    from:
                      uri: %s
                      steps:
                        - to:
                            uri: kamelet:%s
                            parameters:
                              token: "{{diffbot.token}}"
                              baseUrl: "{{diffbot.url}}"
                              jobName: some
                              %s: %s
                                https://example.org/a
                                https://example.org/b
                """.formatted(from, kamelet, property, style));
    }

    @ParameterizedTest
    @CsvSource({ "diffbot-bulk-action, urls", "diffbot-bulk-sink, urls", "diffbot-crawl-action, seeds" })
    @DisplayName("URLs that are separated by commas are an error")
    void refusesOtherSeparators(String kamelet, String property) throws Exception {
        startStep(kamelet(kamelet, "jobName=some&" + property + "=https://example.org/a,https://example.org/b"));

        assertThatThrownBy(() -> send("", Map.of())).hasStackTraceContaining("','");
    }

    @Test
    @DisplayName("A property without a value is not sent, and the component's address is used")
    void leavesOutWhatIsNotSet() throws Exception {
        configuration().setBaseUrl(DIFFBOT.baseUrl());
        startStep("kamelet:diffbot-crawl-action?token={{diffbot.token}}&jobName=site");

        JsonNode sent = json(send(SEEDS, Map.of())).path("parameters");

        assertThat(sent.fieldNames()).toIterable().doesNotContain("urlCrawlPattern", "urlProcessPattern", "maxHops");
        assertThat(sent.path("apiUrl").path(0).asText()).isEqualTo(DIFFBOT.baseUrl() + "/analyze");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "diffbot-bulk-action?jobName=site", "diffbot-bulk-sink?jobName=site", "diffbot-crawl-action?jobName=site",
            "diffbot-job-control-action", "diffbot-job-event-source?startFrom=latest",
            "diffbot-record-source?startFrom=latest" })
    @DisplayName("Token and address are the component's, not those of other properties with such a name")
    void usesTheAccountOfTheComponent(String kamelet) throws Exception {
        DiffbotConfiguration configuration = configuration();
        configuration.setBaseUrl(DIFFBOT.baseUrl());
        configuration.setToken(DIFFBOT.token());
        context.getPropertiesComponent().addInitialProperty("token", "another-token");
        context.getPropertiesComponent().addInitialProperty("baseUrl", "http://127.0.0.1:1/v3");

        if (kamelet.contains("source")) {
            startSource("kamelet:" + kamelet);
        } else {
            startStep("kamelet:" + kamelet);
        }

        assertThat(context.getEndpoints()).filteredOn(DiffbotEndpoint.class::isInstance).singleElement()
                .satisfies(endpoint -> {
                    DiffbotConfiguration used = ((DiffbotEndpoint) endpoint).getConfiguration();
                    assertThat(used.getToken()).isEqualTo(DIFFBOT.token());
                    assertThat(used.getBaseUrl()).isEqualTo(DIFFBOT.baseUrl());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = { "night-[0-9]+", "RAW(night-[0-9]+)", "(night|day)-1", "night-*" })
    @DisplayName("A pattern of job names may be a regular expression")
    void takesPatternsOfNames(String pattern) throws Exception {
        sandbox().generate("night-1", 1, 100);

        startSource(kamelet("diffbot-job-event-source", "startFrom=earliest&delay=100&jobName=" + pattern));

        received(mock(), 1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "diffbot-bulk-action", "diffbot-crawl-action" })
    @DisplayName("jobTimeout ends the wait; timeout is an option of kamelet: itself")
    void endsTheWait(String kamelet) throws Exception {
        configuration().setDryRun(false);
        sandbox().hold();
        startStep(kamelet(kamelet, "jobName=slow&jobTimeout=200"));

        assertThatThrownBy(() -> send(sandbox().demoPages().get(0).toString(), Map.of()))
                .hasCauseInstanceOf(DiffbotException.class)
                .hasStackTraceContaining("DiffbotWaitTimeoutException");
    }
}
