/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The form of the alert rules and their runbook; {@link MetricsPageTest} compares their meters.
 */
@DisplayName("The alert rules are valid and have their runbook")
class AlertRulesTest {

    private static final Pattern OUTCOMES = Pattern.compile("outcome=~?\"([^\"]+)\"");

    private static final Pattern OF_ROUTES = Pattern.compile("camel_diffbot_(?:poll|ends|events)_");

    private static final List<Map<?, ?>> RULES = new ArrayList<>();

    @BeforeAll
    static void read() throws IOException {
        Object file = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Pages.root().resolve("docs/prometheus-alerts.yml")));
        for (Object group : (List<?>) ((Map<?, ?>) file).get("groups")) {
            for (Object rule : (List<?>) ((Map<?, ?>) group).get("rules")) {
                RULES.add((Map<?, ?>) rule);
            }
        }
    }

    @Test
    @DisplayName("Each rule has a severity, a summary and a name of its own")
    void form() {
        assertThat(names()).hasSizeGreaterThan(7).doesNotHaveDuplicates();
        assertThat(RULES).allSatisfy(rule -> {
            assertThat(text(rule, "labels", "severity")).isIn("critical", "warning");
            assertThat(text(rule, "annotations", "summary")).isNotBlank();
        });
    }

    @Test
    @DisplayName("Each rule links to its entry in the runbook, and each entry has a rule")
    void runbook() throws IOException {
        String page = Files.readString(Pages.root().resolve("docs/operations.md"));
        String runbook = page.substring(page.indexOf("## Runbook"), page.indexOf("## Sizing"));

        assertThat(RULES).allSatisfy(rule -> assertThat(text(rule, "annotations", "runbook"))
                .isEqualTo("operations.md#" + rule.get("alert").toString().toLowerCase(Locale.ROOT)));
        List<String> entries = Stream.of(runbook.split("(?m)^### ")).skip(1).toList();
        assertThat(entries).extracting(entry -> entry.substring(0, entry.indexOf('\n'))).isEqualTo(names());
        assertThat(entries).allSatisfy(entry -> assertThat(entry).contains("* Means: ", "* Look at: ", "* Do: "));
    }

    @Test
    @DisplayName("Each rule about routes names the route in its summary")
    void route() {
        List<Map<?, ?>> aboutRoutes = RULES.stream().filter(rule -> OF_ROUTES.matcher(rule.get("expr").toString()).find())
                .toList();

        assertThat(aboutRoutes).hasSize(5)
                .allSatisfy(rule -> assertThat(text(rule, "annotations", "summary")).contains("oute {{ $labels.route }} of"));
    }

    @Test
    @DisplayName("Each outcome in a rule is the name of an exception")
    void outcomes() {
        for (Map<?, ?> rule : RULES) {
            Matcher outcomes = OUTCOMES.matcher(rule.get("expr").toString());
            while (outcomes.find()) {
                assertThat(outcomes.group(1).split("\\|")).allSatisfy(AlertRulesTest::assertException);
            }
        }
    }

    private static void assertException(String outcome) throws ClassNotFoundException {
        String name = outcome.substring(0, 1).toUpperCase(Locale.ROOT) + outcome.substring(1);
        assertThat(Class.forName("io.github.cameldiffbot.error.Diffbot" + name + "Exception")).isNotNull();
    }

    private static List<String> names() {
        return RULES.stream().map(rule -> rule.get("alert").toString()).toList();
    }

    private static String text(Map<?, ?> rule, String part, String key) {
        return (String) ((Map<?, ?>) rule.get(part)).get(key);
    }
}
