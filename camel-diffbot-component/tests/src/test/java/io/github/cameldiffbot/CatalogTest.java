/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Map;

import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The catalog describes the component for Camel's tools")
class CatalogTest extends DiffbotTestSupport {

    private RuntimeCamelCatalog catalog;
    private ComponentModel model;

    @BeforeEach
    void read() {
        catalog = context.getCamelContextExtension().getContextPlugin(RuntimeCamelCatalog.class);
        model = JsonMapper.generateComponentModel(catalog.componentJSonSchema("diffbot"));
    }

    @Test
    @DisplayName("Each option and each header has a description")
    void everyOptionAndHeaderIsDescribed() {
        assertThat(model.getComponentOptions()).isNotEmpty().allSatisfy(CatalogTest::described);
        assertThat(model.getEndpointOptions()).isNotEmpty().allSatisfy(CatalogTest::described);
        assertThat(model.getEndpointHeaders()).hasSize(23).allSatisfy(header -> {
            assertThat(header.getName()).startsWith("CamelDiffbot");
            assertThat(header.getDescription()).isNotBlank();
        });
    }

    private static void described(ComponentModel.ComponentOptionModel option) {
        assertThat(option.getDescription()).as(option.getName()).isNotBlank();
        assertThat(option.getGroup()).as(option.getName()).isNotBlank();
        assertThat(option.getJavaType()).as(option.getName()).isNotBlank();
    }

    private static void described(ComponentModel.EndpointOptionModel option) {
        assertThat(option.getDescription()).as(option.getName()).isNotBlank();
        assertThat(option.getGroup()).as(option.getName()).isNotBlank();
        assertThat(option.getJavaType()).as(option.getName()).isNotBlank();
    }

    @Test
    @DisplayName("The token is marked as secret on the component and on the endpoint")
    void theTokenIsSecretOnBoth() {
        assertThat(model.getComponentOptions()).filteredOn(option -> option.getName().equals("token")).hasSize(1)
                .allMatch(ComponentModel.ComponentOptionModel::isSecret);
        assertThat(model.getEndpointOptions()).filteredOn(option -> option.getName().equals("token")).hasSize(1)
                .allMatch(ComponentModel.EndpointOptionModel::isSecret);
    }

    @Test
    @DisplayName("The default of the option delay is 15 seconds")
    void theDefaultDelayIsShown() {
        assertThat(model.getEndpointOptions()).filteredOn(option -> option.getName().equals("delay")).hasSize(1)
                .allMatch(option -> option.getDefaultValue().equals("15000"));
    }

    @Test
    @DisplayName("Camel's validation accepts a correct endpoint")
    void toolsAcceptWhatRoutesWrite() {
        EndpointValidationResult result = catalog.validateProperties("diffbot", Map.of(
                "jobType", "crawl", "jobName", "news", "operation", "create", "maxHops", "2", "obeyRobots", "false",
                "customHeaders.Cookie", "a=b", "settings.someNew", "1", "repeat", "0.5"));

        assertThat(result.isSuccess()).as(result.toString()).isTrue();
    }

    @Test
    @DisplayName("Camel's validation finds unknown options and invalid values")
    void toolsFindMistakes() {
        EndpointValidationResult result = catalog.validateProperties("diffbot", Map.of(
                "jobType", "batch", "jobName", "news", "operation", "stop", "maxHops", "many", "nonsense", "1"));

        assertThat(result.getInvalidEnum()).containsKeys("operation", "jobType");
        assertThat(result.getInvalidInteger()).containsKey("maxHops");
        assertThat(result.getUnknown()).contains("nonsense");
    }
}
