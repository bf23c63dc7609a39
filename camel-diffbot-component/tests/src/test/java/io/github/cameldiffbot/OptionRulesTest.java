/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("One table defines which options can be combined: it contains all options, and the reference shows it")
class OptionRulesTest {

    private static final Path PAGE = Path.of("../../docs/reference.md");
    private static final Pattern SHOWN
            = Pattern.compile(
                    "(?s)(?<=<!-- option rules: OptionRulesTest writes this with -Ddocs.update=true -->\n).*?(?=<!-- end -->)");

    @Test
    @DisplayName("The table contains each option of an endpoint")
    void isComplete() throws IOException {
        try (var json = getClass().getResourceAsStream("/META-INF/io/github/cameldiffbot/diffbot.json")) {
            assertThat(OptionRules.scopes().keySet())
                    .containsExactlyInAnyOrderElementsOf(JsonMapper.generateComponentModel(new String(json.readAllBytes()))
                            .getEndpointParameterOptions().stream().map(BaseOptionModel::getName).toList());
        }
    }

    @Test
    @DisplayName("The table of combinations names existing options")
    void namesOptions() {
        assertThat(pairs().flatMap(pair -> Stream.of(pair.first(), pair.second())).map(text -> text.replaceAll("=.*", "")))
                .isSubsetOf(OptionRules.scopes().keySet());
    }

    @Test
    @DisplayName("An option is found in any case, with hyphens and as a part of a map")
    void knowsNames() {
        assertThat(Stream.of("maxUrls", "MAXURLS", "max-urls", "settings.maxTags", "customHeaders[Cookie]", "scheduler.cron",
                "paging", "settingsX").map(name -> String.valueOf(OptionRules.nameOf(name))))
                .containsExactly("maxUrls", "maxUrls", "maxUrls", "settings", "customHeaders", "schedulerProperties", "null",
                        "null");
    }

    @Test
    @DisplayName("The reference shows the table")
    void isInTheReference() throws IOException {
        String page = Files.readString(PAGE);
        Matcher shown = SHOWN.matcher(page);
        assertThat(shown.find()).as("the place of the table in docs/reference.md").isTrue();
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, page.substring(0, shown.start()) + render() + page.substring(shown.end()));
        } else {
            assertThat(shown.group()).as("write it with -Ddocs.update=true").isEqualTo(render());
        }
    }

    private static Stream<OptionRules.Pair> pairs() {
        return Stream.of(OptionRules.conflicts(), OptionRules.idle(), OptionRules.dependent()).flatMap(List::stream);
    }

    private static String render() {
        StringBuilder tables = new StringBuilder("\n| options | have an effect with |\n|---|---|\n");
        for (OptionScope scope : OptionScope.values()) {
            tables.append("| ").append(OptionRules.scopes().entrySet().stream().filter(option -> option.getValue() == scope)
                    .map(option -> "`" + option.getKey() + "`").collect(Collectors.toCollection(TreeSet::new)).stream()
                    .collect(Collectors.joining(", "))).append(" | ").append(scope.text()).append(" |\n");
        }
        tables.append("\n| option | cannot be combined with | because |\n|---|---|---|\n");
        rows(tables, OptionRules.conflicts());
        tables.append("\n| option | has no effect with | because |\n|---|---|---|\n");
        rows(tables, OptionRules.idle());
        tables.append("\n| option | has no effect without | because |\n|---|---|---|\n");
        rows(tables, OptionRules.dependent());
        return tables.append('\n').toString();
    }

    /**
     * Rows of the pairs with a common reason; options with the same counterparts share a row.
     */
    private static void rows(StringBuilder tables, List<OptionRules.Pair> pairs) {
        Map<String, Map<String, List<String>>> counterparts = new LinkedHashMap<>();
        pairs.forEach(pair -> counterparts.computeIfAbsent(pair.because(), because -> new LinkedHashMap<>())
                .computeIfAbsent(pair.first(), first -> new ArrayList<>()).add(pair.second()));
        counterparts.forEach((because, options) -> options.entrySet().stream()
                .collect(Collectors.groupingBy(option -> quoted(option.getValue()), LinkedHashMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())))
                .forEach((seconds, firsts) -> tables.append("| ").append(quoted(firsts)).append(" | ").append(seconds)
                        .append(" | ").append(because).append(" |\n")));
    }

    private static String quoted(List<String> options) {
        return options.stream().map(option -> "`" + option + "`").collect(Collectors.joining(", "));
    }
}
