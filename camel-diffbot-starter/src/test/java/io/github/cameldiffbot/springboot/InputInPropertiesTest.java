/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Values in properties of Spring Boot are sent unchanged, or are an error before anything is sent")
class InputInPropertiesTest {

    private static final String A = "https://example.org/a";
    private static final String B = "https://example.org/b";

    @ParameterizedTest
    @ValueSource(strings = { "urls: |\n  A\n  B\n", "urls: >\n  A\n  B\n", "urls: A B", "urls: \"A\\nB\"" })
    @DisplayName("I1: a block of URLs in YAML has a URL for each line")
    void takesBlocks(String yaml) {
        yaml("dry-run: true\n" + yaml.replace("A", A).replace("B", B)).run(
                application -> assertThat(request(application).get("urls")).isEqualTo(List.of(A, B)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
            "https://example.org/a,https://example.org/b ','", "https://example.org/a;https://example.org/b ';'",
            "https://example.org/ahttps://example.org/b 'https://example.org/ahttps://example.org/b'" })
    @DisplayName("I2: URLs with other separators, or none, are an error")
    void refusesOtherSeparators(String urls, String named) {
        application("dry-run=true", "urls=" + urls).run(application -> assertThatThrownBy(() -> request(application))
                .hasStackTraceContaining(named));
    }

    @Test
    @DisplayName("I4: characters that would end a value in a URI arrive")
    void takesSignsOfUris() {
        application("dry-run=true", "urls=" + A, "api-url=article?fields=meta&timeout=3000&x=a+b%2F").run(
                application -> assertThat(parameters(application).get("apiUrl").toString())
                        .endsWith("/article?fields=meta&timeout=3000&x=a+b%2F]"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "max-urls=10k       | a whole number", "max-urls=1,000 | a whole number", "max-urls=1e4 | a whole number",
            "max-to-process=1,000 | a whole number", "max-hops=two | a whole number", "max-hops=1 0 | a whole number",
            "max-hops=0x10 | a whole number", "crawl-delay=1,5 | a number", "crawl-delay=NaN | a number",
            "crawl-delay=1d | a number",
            "timeout=10x | a time such as 90s or 10m, or a number of milliseconds", "timeout=soon | a time such as",
            "dry-run=ja | true or false", "configuration.max-urls=10k | a whole number" })
    @DisplayName("I5: an invalid number, time or boolean stops the start")
    void refusesWhatIsNoValue(String property, String takes) {
        String[] pair = property.split("=");
        application(property).run(application -> assertThat(application).getFailure().rootCause().hasMessageStartingWith(
                "Property camel.component.diffbot." + pair[0] + " with value '" + pair[1] + "' is invalid: It takes " + takes));
    }

    @Test
    @DisplayName("I5: the same behind a placeholder of Camel stops the first route")
    void refusesWhatIsNoValueBehindAPlaceholder() {
        application("max-urls={{some.limit}}").withPropertyValues("some.limit=10k").run(
                application -> assertThatThrownBy(() -> Boot.component(application))
                        .hasStackTraceContaining("camel.component.diffbot.max-urls with value '10k'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "custom-headers.Accept-Language", "custom-headers[Accept-Language]", "customHeaders.Accept-Language",
            "configuration.custom-headers.Accept-Language" })
    @DisplayName("I13: names of headers keep their dashes and case")
    void keepsNamesOfHeaders(String name) {
        application("dry-run=true", "urls=" + A, name + "=de").run(
                application -> assertThat(parameters(application).get("customHeaders")).hasToString("[Accept-Language:de]"));
    }

    @Test
    @DisplayName("I13: also in YAML")
    void keepsNamesOfHeadersInYaml() {
        yaml("dry-run: true\nurls: " + A + "\ncustom-headers:\n  Accept-Language: de\n").run(
                application -> assertThat(parameters(application).get("customHeaders")).hasToString("[Accept-Language:de]"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "${diffbot.secret}", "{{diffbot.secret}}", "{{env:DIFFBOT_IS_NOT_SET}}" })
    @DisplayName("I14: a token whose placeholder has no value is an error that names it")
    void refusesUnresolvedTokens(String token) {
        application("dry-run=true", "urls=" + A, "token=" + token)
                .run(application -> assertThatThrownBy(() -> request(application))
                        .hasStackTraceContaining("camel.component.diffbot.token")
                        .hasStackTraceContaining(token.replaceAll("[${}]|env:", "")));
    }

    @Test
    @DisplayName("I15: without the starter the message explains that the property needs it")
    void namesTheStarter() {
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(CamelAutoConfiguration.class))
                .withPropertyValues(BoundOptions.PREFIX + "token=5a4db0cd1ffb07c0ffee5a4db0cd1ffb")
                .run(application -> assertThatThrownBy(() -> request(application))
                        .hasStackTraceContaining("camel-diffbot-starter"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "on-existing=overwrite", "configuration.onExisting=overwrite" })
    @DisplayName("I16: an invalid choice stops the start, and the message lists the valid ones")
    void listsTheChoices(String property) {
        application(property).run(application -> assertThat(application).getFailure().rootCause()
                .hasMessageEndingWith("with value 'overwrite' is invalid: It takes one of fail, attach, update, replace"));
    }

    private static Map<?, ?> parameters(ApplicationContext application) {
        return (Map<?, ?>) request(application).get("parameters");
    }

    private static Map<?, ?> request(ApplicationContext application) {
        return application.getBean(CamelContext.class).createProducerTemplate().requestBody("diffbot:bulk/some", null,
                Map.class);
    }

    private static ApplicationContextRunner application(String... options) {
        ApplicationContextRunner application = Boot.application(BoundOptions.PREFIX + "token=5a4db0cd1ffb07c0ffee5a4db0cd1ffb");
        for (String option : options) {
            application = application.withPropertyValues(BoundOptions.PREFIX + option);
        }
        return application;
    }

    private static ApplicationContextRunner yaml(String options) {
        String yaml = "camel.component.diffbot:\n" + options.replaceAll("(?m)^", "  ");
        return application().withInitializer(application -> load(yaml).forEach(
                application.getEnvironment().getPropertySources()::addLast));
    }

    private static List<PropertySource<?>> load(String yaml) {
        try {
            return new YamlPropertySourceLoader().load("application.yaml",
                    new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
