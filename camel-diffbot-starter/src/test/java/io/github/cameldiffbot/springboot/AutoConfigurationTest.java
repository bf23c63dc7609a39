/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import io.github.cameldiffbot.DiffbotConfiguration;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.annotation.ImportCandidates;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Options are set on the component unless the application sets them itself, and only the given ones")
class AutoConfigurationTest {

    private static final String TOKEN = "camel.component.diffbot.token=5a4db0cd1ffb07c0ffee5a4db0cd1ffb";

    @Test
    @DisplayName("Spring Boot finds both configurations")
    void isFoundBySpringBoot() {
        assertThat(ImportCandidates.load(org.springframework.boot.autoconfigure.AutoConfiguration.class, null))
                .contains(DiffbotComponentAutoConfiguration.class.getName(), DiffbotActuatorAutoConfiguration.class.getName());
    }

    @Test
    @DisplayName("Options without a property keep their defaults")
    void leavesAloneWhatIsNotSet() {
        DiffbotConfiguration untouched = new DiffbotConfiguration();

        Boot.application(TOKEN).run(application -> {
            DiffbotConfiguration configuration = Boot.component(application).getConfiguration();
            assertThat(configuration.getToken()).endsWith("5a4db0cd1ffb");
            configuration.setToken(null);
            assertThat(configuration).usingRecursiveComparison().isEqualTo(untouched);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "camel.component.diffbot.enabled=false", "camel.component.enabled=false",
            "camel.component.diffbot.customizer.enabled=false", "camel.component.customizer.enabled=false" })
    @DisplayName("Each property that disables it is respected")
    void canBeSwitchedOff(String property) {
        Boot.application(TOKEN, property).run(application -> {
            assertThat(application).hasNotFailed();
            assertThat(Boot.component(application).getConfiguration().getToken()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "${a.token}", "{{a.token}}" })
    @DisplayName("Placeholders of Spring and of Camel are resolved")
    void resolvesThePlaceholdersOfSpringAndOfCamel(String text) {
        Boot.application("a.token=secret", "camel.component.diffbot.token=" + text).run(
                application -> assertThat(Boot.component(application).getConfiguration().getToken()).isEqualTo("secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "#events", "#bean:events" })
    @DisplayName("References to beans are resolved")
    void takesBeansByName(String reference) {
        MemoryIdempotentRepository events = new MemoryIdempotentRepository();

        Boot.application("camel.component.diffbot.idempotent-repository=" + reference)
                .withBean("events", MemoryIdempotentRepository.class, () -> events)
                .run(application -> assertThat(Boot.option(application, "idempotentRepository")).isSameAs(events));
    }

    @Test
    @DisplayName("An invalid reference is an error with property, value and solution")
    void saysWhatIsWrongWithAReference() {
        Boot.application("camel.component.diffbot.idempotent-repository=events").run(
                application -> assertThat(application).getFailure().rootCause()
                        .hasMessageContaining(
                                "Property camel.component.diffbot.idempotent-repository with value 'events' is invalid: It takes a"
                                              + " reference such as #bean:name to a bean of type"
                                              + " org.apache.camel.spi.IdempotentRepository"));
    }
}
