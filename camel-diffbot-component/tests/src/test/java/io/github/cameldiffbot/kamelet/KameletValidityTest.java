/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.kamelet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The Kamelets follow the rules of Camel's catalog and match the component")
class KameletValidityTest {

    private static final Set<String> SMALL_WORDS = Set.of("of", "and", "or", "in", "on", "by", "for", "the", "a", "an");

    private static ComponentModel model;

    static List<KameletFile> kamelets() throws IOException {
        return KameletFile.all();
    }

    @BeforeAll
    static void read() throws IOException {
        try (InputStream json = KameletValidityTest.class
                .getResourceAsStream("/META-INF/io/github/cameldiffbot/diffbot.json")) {
            model = JsonMapper.generateComponentModel(new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    @DisplayName("All Kamelets exist, with different titles and descriptions")
    void allAreThere() throws IOException {
        assertThat(kamelets()).extracting(KameletFile::name).containsExactly("diffbot-bulk-action", "diffbot-bulk-sink",
                "diffbot-crawl-action", "diffbot-job-control-action", "diffbot-job-event-source", "diffbot-record-source");
        assertThat(kamelets()).extracting(kamelet -> kamelet.text("spec", "definition", "title")).doesNotHaveDuplicates();
        assertThat(kamelets()).extracting(kamelet -> kamelet.text("spec", "definition", "description"))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    @DisplayName("Name, file, icon and labels follow the rules of the catalog")
    void isNamedAndLabelled(KameletFile kamelet) {
        assertThat(kamelet.text("apiVersion")).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.text("kind")).isEqualTo("Kamelet");
        assertThat(kamelet.fileName()).isEqualTo(kamelet.name() + ".kamelet.yaml");
        assertThat(kamelet.kind()).isIn("source", "sink", "action");
        assertThat(kamelet.name()).startsWith("diffbot-").endsWith("-" + kamelet.kind());
        assertThat(annotation(kamelet, "kamelet.icon")).startsWith("data:image/svg+xml;base64,");
        assertThat(annotation(kamelet, "provider")).isEqualTo("camel-diffbot");
        assertThat(annotation(kamelet, "kamelet.group")).isEqualTo("Diffbot");
        assertThat(annotation(kamelet, "kamelet.support.level")).isIn("Preview", "Stable");
        assertThat(annotation(kamelet, "catalog.version")).isEqualTo(model.getVersion());
    }

    private static String annotation(KameletFile kamelet, String name) {
        return kamelet.text("metadata", "annotations", "camel.apache.org/" + name);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    @DisplayName("Each Kamelet and each property has a title, a description and a type")
    void isDescribed(KameletFile kamelet) {
        String suffix = kamelet.kind().substring(0, 1).toUpperCase() + kamelet.kind().substring(1);
        assertThat(kamelet.text("spec", "definition", "title")).endsWith(" " + suffix);
        assertThat(kamelet.text("spec", "definition", "description")).endsWith(".");
        assertThat(kamelet.text("spec", "definition", "type")).isEqualTo("object");
        assertThat(kamelet.list("spec", "definition", "required")).doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(kamelet.properties()).containsKey(name.toString()));
        kamelet.properties().forEach((name, property) -> {
            assertThat(property.get("type")).as(name).isIn("string", "integer", "boolean");
            assertThat(property.get("description")).asString().as(name).endsWith(".");
            String title = property.get("title").toString();
            assertThat(title).as(name).doesNotStartWith("The ").doesNotStartWith("A ").doesNotStartWith("An ");
            assertThat(title.split(" ")).as(name).allMatch(
                    word -> SMALL_WORDS.contains(word) || Character.isUpperCase(word.charAt(0)));
        });
        assertThat(kamelet.text("spec", "types", kamelet.kind().equals("sink") ? "in" : "out", "mediaType")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    @DisplayName("The token is an optional secret property")
    void hidesTheToken(KameletFile kamelet) {
        assertThat(kamelet.properties().get("token")).containsEntry("format", "password")
                .containsEntry("x-descriptors", List.of("urn:camel:group:credentials"));
        assertThat(kamelet.list("spec", "definition", "required").contains("token")).isFalse();
        assertThat(diffbot(kamelet)).allMatch(uri -> "RAW({{token}})".equals(kamelet.endpoints().get(uri).get("token")));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    @DisplayName("The template uses each property, and optional ones without a default as optional")
    void usesWhatItDeclares(KameletFile kamelet) {
        assertThat(kamelet.used()).isEqualTo(kamelet.properties().keySet());
        // an optional property without a default must be omitted if it is missing
        String template = kamelet.at("spec", "template").toString();
        Set<Object> required = new HashSet<>(kamelet.list("spec", "definition", "required"));
        kamelet.properties().forEach((name, property) -> assertThat(template.contains("{{?" + name + "}}")).as(name)
                .isEqualTo(!property.containsKey("default") && !required.contains(name)));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    @DisplayName("The template uses existing options, and its enums are those of the options")
    void usesOptionsThatThereAre(KameletFile kamelet) {
        Set<String> options = model.getEndpointOptions().stream().map(BaseOptionModel::getName).collect(Collectors.toSet());

        assertThat(diffbot(kamelet)).isNotEmpty()
                .allSatisfy(uri -> assertThat(options).containsAll(kamelet.endpoints().get(uri).keySet()));
        kamelet.properties().forEach((name, property) -> model.getEndpointOptions().stream()
                .filter(option -> option.getName().equals(name) && option.getEnums() != null && property.get("enum") != null)
                .forEach(option -> assertThat(option.getEnums()).as(name)
                        .containsAll(((List<?>) property.get("enum")).stream().map(Object::toString).toList())));
    }

    private static List<String> diffbot(KameletFile kamelet) {
        return kamelet.endpoints().keySet().stream().filter(uri -> uri.startsWith("diffbot:")).toList();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    @DisplayName("Source, sink and dependencies follow the kind of the Kamelet")
    void beginsAndEndsAsItsKindDoes(KameletFile kamelet) {
        assertThat(kamelet.endpoints().keySet()).contains(kamelet.kind().equals("source") ? "kamelet:sink" : "kamelet:source");
        assertThat(kamelet.list("spec", "dependencies")).extracting(Object::toString)
                .contains("camel:kamelet", "mvn:io.github.cameldiffbot:camel-diffbot:" + model.getVersion())
                .allMatch(dependency -> dependency.startsWith("camel:") || dependency.startsWith("mvn:"));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    @DisplayName("No property has the name of an option of the Kamelet component")
    void hasNoPropertyThatIsAnOptionOfKameletsThemselves(KameletFile kamelet) throws IOException {
        try (InputStream json = KameletComponent.class
                .getResourceAsStream("/META-INF/org/apache/camel/component/kamelet/kamelet.json")) {
            ComponentModel own = JsonMapper.generateComponentModel(new String(json.readAllBytes(), StandardCharsets.UTF_8));
            Set<String> options = own.getEndpointOptions().stream().map(BaseOptionModel::getName).collect(Collectors.toSet());
            assertThat(options).contains("timeout", "block", "location");
            assertThat(kamelet.properties().keySet()).doesNotContainAnyElementsOf(options);
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    @DisplayName("Headers that change the operation are removed")
    void leavesNoHeaderInThatChangesWhatIsDone(KameletFile kamelet) {
        List<String> commands = model.getEndpointHeaders().stream()
                .filter(header -> !header.getLabel().isEmpty() && !header.getLabel().equals("consumer"))
                .map(BaseOptionModel::getName).toList();

        assertThat(commands).contains("CamelDiffbotOperation", "CamelDiffbotSettings");
        if (!kamelet.kind().equals("source")) {
            String removed
                    = kamelet.at("spec", "template").toString().replaceAll("(?s).*?removeHeaders=\\{pattern=(.*?)}.*", "$1");
            // an operation in the URI is never replaced by the header
            assertThat(diffbot(kamelet)).allMatch(uri -> kamelet.endpoints().get(uri).containsKey("operation"));
            assertThat(commands).filteredOn(header -> !header.equals("CamelDiffbotOperation"))
                    .allMatch(header -> header.matches(removed), removed);
        }
    }
}
