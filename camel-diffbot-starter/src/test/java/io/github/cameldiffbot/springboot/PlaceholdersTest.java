/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.util.Map;

import io.github.cameldiffbot.Fetch;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Placeholders of Camel and references to beans work in options of every type")
class PlaceholdersTest {

    private static final String[] VALUES = {
            "p.time=90s", "p.number=7", "p.yes=true", "p.fraction=0.5", "p.fetch=data", "p.text=article?fields=meta&a=1",
            "p.class=java.lang.Object", "p.bean=#bean:events", "p.events=events", "p.secret=session=1" };

    @ParameterizedTest
    @CsvSource({
            "timeout, {{p.time}}, timeout, 90000", "num, {{p.number}}, num, 7", "max-records, {{p.number}}, maxRecords, 7",
            "raw, {{p.yes}}, raw, true", "crawl-delay, {{p.fraction}}, crawlDelay, 0.5", "fetch, {{p.fetch}}, fetch, data",
            "api-url, {{p.text}}, apiUrl, article?fields=meta&a=1",
            "record-type, {{p.class}}, recordType, class java.lang.Object",
            "timeout, {{p.unknown:5m}}, timeout, 300000", "poll-interval, {{p.number}}s, pollInterval, 7000" })
    @DisplayName("A placeholder is resolved before the text becomes a value")
    void resolvesPlaceholders(String property, String text, String option, String value) {
        application(property + "=" + text).run(
                application -> assertThat(Boot.option(application, option)).hasToString(value));
        application("configuration." + property + "=" + text).run(
                application -> assertThat(Boot.option(application, option)).hasToString(value));
    }

    @ParameterizedTest
    @ValueSource(strings = { "#events", "#bean:events", "{{p.bean}}", "#bean:{{p.events}}", "#autowired" })
    @DisplayName("A bean is found by name or type, also through a placeholder")
    void findsBeans(String reference) {
        MemoryIdempotentRepository events = new MemoryIdempotentRepository();
        application("idempotent-repository=" + reference)
                .withBean("events", MemoryIdempotentRepository.class, () -> events)
                .run(application -> assertThat(Boot.option(application, "idempotentRepository")).isSameAs(events));
    }

    @Test
    @DisplayName("#class: creates a bean")
    void createsBeans() {
        application("idempotent-repository=#class:" + MemoryIdempotentRepository.class.getName()).run(
                application -> assertThat(Boot.option(application, "idempotentRepository"))
                        .isInstanceOf(MemoryIdempotentRepository.class));
    }

    @Test
    @DisplayName("The members of maps are resolved, too")
    void resolvesMembersOfMaps() {
        application("custom-headers.Cookie={{p.secret}}", "settings.maxTags={{p.number}}").run(application -> {
            assertThat(Boot.option(application, "customHeaders")).isEqualTo(Map.of("Cookie", "session=1"));
            assertThat(Boot.option(application, "settings")).isEqualTo(Map.of("maxTags", "7"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "token={{p.unknown}}", "custom-headers.Cookie=a={{p.unknown}}", "settings.maxTags={{p.unknown}}",
            "timeout={{p.unknown}}", "configuration.token={{p.unknown}}" })
    @DisplayName("A placeholder of Camel without a value is an error that names property and placeholder")
    void refusesUnknownPlaceholders(String property) {
        application(property).run(application -> assertThatThrownBy(() -> Boot.component(application))
                .hasStackTraceContaining("camel.component.diffbot." + property.replaceAll("=.*", ""))
                .hasStackTraceContaining("p.unknown"));
    }

    @Test
    @DisplayName("An optional placeholder without a value does not set the option")
    void leavesOutOptionalPlaceholders() {
        application("timeout={{?p.unknown}}", "settings.maxTags={{?p.unknown}}").run(application -> {
            assertThat(Boot.option(application, "timeout")).isEqualTo(86_400_000L);
            assertThat(Boot.option(application, "settings")).isEqualTo(Map.of());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = { "token=${p.unknown}", "settings.maxTags=${p.unknown}", "custom-headers.Cookie=a=${p.unknown}" })
    @DisplayName("A placeholder of Spring without a value is an error when the application starts")
    void refusesUnknownPlaceholdersOfSpring(String property) {
        application(property).run(application -> assertThat(application).getFailure().rootCause().hasMessage(
                "Property camel.component.diffbot." + property.replaceAll("=.*", "")
                                                                                                             + " with value '${p.unknown}' is invalid: The placeholder was not resolved. Set the property or"
                                                                                                             + " environment variable of this name"));
    }

    @Test
    @DisplayName("An expression in the option idempotentKey is not resolved")
    void keepsExpressions() {
        application("idempotent-key=${header.CamelDiffbotEventId}-orders").run(application -> assertThat(
                Boot.option(application, "idempotentKey")).isEqualTo("${header.CamelDiffbotEventId}-orders"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "settings.a.b", "custom-headers.a[0]", "configuration.settings.a.b" })
    @DisplayName("A nested member of a map is an error, not a text such as {b=1}")
    void refusesNestedMembers(String name) {
        application(name + "=secret").run(application -> assertThat(application).getFailure().rootCause()
                .hasMessageContaining("camel.component.diffbot." + name.replaceAll("\\.b|\\[0]", ""))
                .hasMessageContaining("The members of this option are texts")
                .hasMessageNotContaining("secret"));
    }

    @Test
    @DisplayName("A member whose name has dots is written in brackets")
    void takesNamesWithDots() {
        application("settings[a.b]=1").run(
                application -> assertThat(Boot.option(application, "settings")).isEqualTo(Map.of("a.b", "1")));
    }

    @Test
    @DisplayName("A whole configuration can be a bean, and single options override it")
    void takesAWholeConfiguration() {
        application("configuration=#bean:shop", "timeout=2m")
                .withBean("shop", io.github.cameldiffbot.DiffbotConfiguration.class)
                .run(application -> {
                    Object bean = application.getBean("shop");
                    assertThat(Boot.component(application).getConfiguration()).isSameAs(bean);
                    assertThat(Boot.option(application, "timeout")).isEqualTo(120_000L);
                });
    }

    @Test
    @DisplayName("A single option overrides the same one below configuration")
    void preferSingleOptions() {
        application("configuration.fetch=urlReport", "configuration.num=1", "fetch=data").run(application -> {
            assertThat(Boot.option(application, "fetch")).isEqualTo(Fetch.data);
            assertThat(Boot.option(application, "num")).isEqualTo(1);
        });
    }

    private static ApplicationContextRunner application(String... options) {
        ApplicationContextRunner application = Boot.application(VALUES);
        for (String option : options) {
            application = application.withPropertyValues(BoundOptions.PREFIX + option);
        }
        return application;
    }
}
