/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import io.github.cameldiffbot.sandbox.Fault;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The table of meters, the alerts and the Grafana board contain the names that a run of the component exports to Prometheus")
class MetricsPageTest {

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT = new DiffbotSandboxExtension();

    private static final Pattern METER = Pattern.compile("camel_diffbot_\\w+");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(camel_diffbot_\\w+)(?:\\{([^}]*)})? ");
    private static final Pattern LABEL = Pattern.compile("(\\w+)(?:=~|!=|=)\"|by \\((\\w+)\\)|label_values\\(\\w+, (\\w+)\\)");

    private static final Pattern GROUPED = Pattern.compile("(?:by|on) \\(([^)]*)\\)");

    private static final PrometheusMeterRegistry REGISTRY = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();

    private static final AtomicInteger FAILURES = new AtomicInteger(1);

    // the labels of each sample
    private static final Map<String, Set<String>> SCRAPED = new TreeMap<>();

    /**
     * A job from submission to records, with one "too many requests" and one failed event.
     */
    @BeforeAll
    static void run() throws Exception {
        DiffbotSandbox sandbox = DIFFBOT.sandbox();
        DiffbotComponent diffbot = CONTEXT.getComponent("diffbot", DiffbotComponent.class);
        diffbot.getConfiguration().setToken(sandbox.token());
        diffbot.getConfiguration().setBaseUrl(sandbox.baseUrl());
        diffbot.setRetryDelay(10);
        CONTEXT.getRegistry().bind("metricsRegistry", REGISTRY);
        CONTEXT.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("diffbot:bulk/shop?fetch=data&delay=200&initialDelay=0").process(exchange -> {
                    if (FAILURES.getAndDecrement() > 0) {
                        throw new IllegalStateException("The route cannot");
                    }
                }).split(body()).streaming().to("mock:records");
            }
        });
        CONTEXT.start();
        MockEndpoint records = CONTEXT.getEndpoint("mock:records", MockEndpoint.class);
        records.expectedMessageCount(2);
        // a consumer starts with its first poll
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> REGISTRY.find("camel.diffbot.calls").timer() != null);
        sandbox.fail(Fault.on("/v3/bulk").times(1).status(429));
        CONTEXT.createFluentProducerTemplate().to("diffbot:bulk/shop")
                .withBody(sandbox.demoPages().stream().limit(2).map(Object::toString).toList()).request();
        records.setResultWaitTime(30_000);
        records.assertIsSatisfied();
        // counted when the route has handled the event
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> REGISTRY.find("camel.diffbot.credits").counter() != null);
        CONTEXT.createFluentProducerTemplate().to("diffbot:bulk/shop?operation=delete").request();
        Matcher sample = SAMPLE.matcher(REGISTRY.scrape());
        while (sample.find()) {
            Set<String> labels = SCRAPED.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
            Matcher label = LABEL.matcher(String.valueOf(sample.group(2)));
            while (label.find()) {
                labels.add(label.group(1));
            }
        }
        assertThat(SCRAPED).isNotEmpty();
    }

    @AfterAll
    static void stop() throws IOException {
        CONTEXT.close();
    }

    @Test
    @DisplayName("The table has each meter with its kind and tags, and no other")
    void theTableHasEachMeterWithItsTagsAndNoOther() {
        Map<String, String> described = new TreeMap<>();
        for (String line : Pages.page("docs/operations.md").prose().split("\n")) {
            String[] cells = line.split("\\|");
            if (cells.length > 4 && cells[1].contains("`camel.diffbot.")) {
                described.put(cells[1].replace("`", "").strip(), cells[2].strip() + ":" + cells[3].strip());
            }
        }

        Map<String, String> registered = REGISTRY.getMeters().stream().map(Meter::getId)
                .filter(id -> id.getName().startsWith("camel.diffbot."))
                .collect(
                        Collectors.toMap(Meter.Id::getName, MetricsPageTest::kindAndTags, (a, b) -> a, TreeMap::new));
        assertThat(described).isEqualTo(registered);
    }

    @Test
    @DisplayName("The page names existing meters of Prometheus")
    void thePageUsesPrometheusNamesThatAreThere() {
        List<String> names = new ArrayList<>();
        for (String code : Pages.page("docs/operations.md").names()) {
            Matcher matcher = METER.matcher(code);
            while (matcher.find()) {
                names.add(matcher.group());
            }
        }

        // for a timer, the table has the common prefix of its samples
        assertThat(names).isNotEmpty().allSatisfy(
                name -> assertThat(SCRAPED.containsKey(name) || SCRAPED.containsKey(name + "_count")).as(name).isTrue());
    }

    @Test
    @DisplayName("The queries of the board use existing meters")
    void theBoardAsksForMetersThatAreThere() throws IOException {
        assertThat(queries()).hasSizeGreaterThan(15).allSatisfy(query -> {
            Matcher matcher = METER.matcher(query);
            assertThat(matcher.find()).isTrue();
            do {
                assertThat(SCRAPED).containsKey(matcher.group());
            } while (matcher.find());
        });
    }

    @Test
    @DisplayName("The queries of the board use existing labels")
    void theBoardAsksForLabelsThatTheyHave() throws IOException {
        assertThat(queries()).allSatisfy(query -> {
            Matcher meter = METER.matcher(query);
            assertThat(meter.find()).isTrue();
            Set<String> known = SCRAPED.get(meter.group());
            Matcher label = LABEL.matcher(query);
            while (label.find()) {
                String name
                        = label.group(1) != null ? label.group(1) : label.group(2) != null ? label.group(2) : label.group(3);
                assertThat(known).contains(name);
            }
        });
    }

    @Test
    @DisplayName("The alerts use existing meters and labels")
    void theAlertsAskForMetersAndLabelsThatAreThere() throws IOException {
        List<String> rules = Files.readAllLines(Pages.root().resolve("docs/prometheus-alerts.yml")).stream()
                .filter(line -> METER.matcher(line).find()).toList();

        assertThat(rules).hasSizeGreaterThan(8).allSatisfy(rule -> {
            Set<String> known = new TreeSet<>(List.of("instance"));
            Matcher meter = METER.matcher(rule);
            while (meter.find()) {
                assertThat(SCRAPED).containsKey(meter.group());
                known.addAll(SCRAPED.get(meter.group()));
            }
            Matcher grouped = GROUPED.matcher(rule);
            while (grouped.find()) {
                assertThat(known).contains(grouped.group(1).split(", "));
            }
            Matcher label = LABEL.matcher(rule);
            while (label.find()) {
                assertThat(label.group(1) == null || known.contains(label.group(1))).as(label.group()).isTrue();
            }
        });
    }

    @Test
    @DisplayName("The board shows each meter")
    void theBoardShowsEveryMeter() throws IOException {
        String all = String.join("\n", queries());

        assertThat(REGISTRY.getMeters()).allSatisfy(
                meter -> assertThat(all).contains(meter.getId().getName().replace('.', '_')));
    }

    @Test
    @DisplayName("The panels of the board have different ids and positions")
    void theBoardsPanelsHaveTheirOwnNumbersAndPlaces() throws IOException {
        List<JsonNode> panels = new ArrayList<>();
        board().get("panels").forEach(panels::add);

        assertThat(panels).extracting(panel -> panel.get("id").asInt()).doesNotHaveDuplicates();
        assertThat(panels).extracting(panel -> panel.get("gridPos").get("x") + "/" + panel.get("gridPos").get("y"))
                .doesNotHaveDuplicates();
        assertThat(panels).allSatisfy(panel -> assertThat(panel.get("title").asText()).isNotBlank());
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        board().get("panels")
                .forEach(panel -> panel.get("targets").forEach(target -> queries.add(target.get("expr").asText())));
        board().get("templating").get("list").forEach(variable -> {
            if (variable.get("type").asText().equals("query")) {
                queries.add(variable.get("query").asText());
            }
        });
        return queries;
    }

    private static JsonNode board() throws IOException {
        return new ObjectMapper().readTree(Files.readString(Pages.root().resolve("docs/grafana-diffbot.json")));
    }

    private static String kindAndTags(Meter.Id id) {
        String tags = id.getTags().stream().map(tag -> tag.getKey()).filter(key -> !key.equals("camelContext"))
                .collect(Collectors.joining(", "));
        return id.getType().name().toLowerCase(Locale.ROOT) + ":" + tags;
    }
}
