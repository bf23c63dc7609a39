/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.tooling.model.ComponentModel.ComponentOptionModel;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.convert.DurationStyle;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The metadata for editors describes each option like the component's JSON and like its binding")
class MetadataTest {

    private static final Map<String, JsonNode> PROPERTIES = properties();

    static List<ComponentOptionModel> options() {
        return Catalogue.options();
    }

    @ParameterizedTest
    @MethodSource("options")
    @DisplayName("Each property has the description, type and default of its option")
    void saysOfEachOptionWhatTheComponentDoes(ComponentOptionModel option) throws Exception {
        JsonNode property = PROPERTIES.get(Catalogue.propertyName(option));

        assertThat(property).as(option.getName()).isNotNull();
        assertThat(property.path("description").asText()).isEqualTo(option.getDescription());
        assertSameDefault(property.get("defaultValue"), option);
        assertThat(property.path("type").asText()).isEqualTo(Catalogue.javaType(option));
        assertThat(boundType(option).replaceAll("[a-z.]+\\.", "")).isEqualTo(GeneratedFiles.boundType(option));
        if (option.getEnums() != null) {
            assertThat(Class.forName(Catalogue.javaType(option)).getEnumConstants()).extracting(Object::toString)
                    .containsExactlyElementsOf(option.getEnums());
        }
    }

    @Test
    @DisplayName("There is no other property")
    void hasNothingElse() {
        List<String> names = options().stream().map(Catalogue::propertyName).toList();

        assertThat(PROPERTIES.keySet()).filteredOn(name -> !names.contains(name)).containsExactly(
                "camel.component.diffbot.customizer.enabled", "camel.component.diffbot.enabled");
    }

    private static void assertSameDefault(JsonNode found, ComponentOptionModel option) {
        String wanted = String.valueOf(option.getDefaultValue());
        if (found == null) {
            assertThat(option.getDefaultValue()).isNull();
        } else if ("duration".equals(option.getType())) {
            assertThat(DurationStyle.detectAndParse(found.asText())).isEqualTo(Duration.ofMillis(Long.parseLong(wanted)));
        } else if (found.isNumber()) {
            assertThat(found.decimalValue()).isEqualByComparingTo(wanted);
        } else {
            assertThat(found.asText()).isEqualTo(wanted);
        }
    }

    /**
     * Returns the type of the only setter: a text, which is parsed when the component is created.
     */
    private static String boundType(ComponentOptionModel option) {
        return List.of(DiffbotComponentConfiguration.class.getMethods()).stream()
                .filter(method -> method.getName().equalsIgnoreCase("set" + option.getName()))
                .map(Method::getGenericParameterTypes).map(types -> types[0].getTypeName()).findFirst().orElseThrow();
    }

    private static Map<String, JsonNode> properties() {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        try (InputStream json = DiffbotComponentConfiguration.class.getResourceAsStream(
                "/META-INF/spring-configuration-metadata.json")) {
            JsonNode metadata = new ObjectMapper().readTree(json);
            for (JsonNode property : metadata.path("properties")) {
                if (property.path("name").asText().startsWith(Catalogue.PREFIX)) {
                    properties.put(property.path("name").asText(), property);
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return properties;
    }
}
