/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.input;

import java.io.StringReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.input.InputCases.InputCase;
import io.github.cameldiffbot.input.InputCases.Outcome;
import io.github.cameldiffbot.input.InputCases.Way;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.StringHelper;
import org.apache.camel.xml.in.ModelParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("Values are sent unchanged, or the route does not start")
@FaultCase({ "U1", "U2", "U4", "U5", "U6", "U7" })
class InputTest {

    private static final String BASE = "http://127.0.0.1:1/v3";
    private static final String URL = "https://example.org/other";
    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @BeforeAll
    static void start() {
        CONTEXT.disableJMX();
        CONTEXT.addComponent("diffbot", component());
        CONTEXT.start();
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
    }

    private static DiffbotComponent component() {
        DiffbotComponent component = new DiffbotComponent(CONTEXT);
        component.getConfiguration().setToken("0123456789abcdef0123456789abcdef");
        component.getConfiguration().setBaseUrl(BASE);
        return component;
    }

    static Stream<Arguments> cases() {
        return InputCases.all().flatMap(input -> Stream.of(Way.values()).map(way -> arguments(input, way)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("cases")
    @DisplayName("A value, by the way it is given")
    void value(InputCase input, Way way) throws Exception {
        Outcome outcome = input.outcome(way);
        Map<String, Object> options = options(input);
        if (outcome.sent() == null) {
            refused(() -> request(way, options), outcome.refused());
        } else {
            assertThat(sent(request(way, options), input.option())).isEqualTo(outcome.sent());
        }
    }

    // the operation in which the option has an effect; without a request
    private static Map<String, Object> options(InputCase input) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("operation", input.option().equals("timeout") ? "run" : "create");
        options.put("dryRun", "true");
        options.putAll(input.options());
        return options;
    }

    private static String sent(Map<?, ?> request, String option) {
        Object value = option.equals("seeds")
                ? request.get("seeds") : ((Map<?, ?>) request.get("parameters")).get(option.replaceAll("\\..*", ""));
        return value.toString().replace(BASE, "BASE");
    }

    private static Map<?, ?> request(Way way, Map<String, Object> options) throws Exception {
        String from = "direct:" + NUMBER.incrementAndGet();
        switch (way) {
            case JAVA, JAVA_RAW -> add(from, address("diffbot", options, way.isRaw()));
            case XML, XML_RAW -> addXml(from, xml(address("diffbot", options, way.isRaw())));
            case YAML, YAML_RAW -> addYaml(from, parameters(options, way.isRaw()));
            case PROPERTIES -> add(from, configured(options) + ":crawl/input");
        }
        return CONTEXT.createProducerTemplate().requestBody(from, options.containsKey("seeds") ? null : URL, Map.class);
    }

    private static void add(String from, String to) throws Exception {
        CONTEXT.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        });
    }

    private static void addXml(String from, String to) throws Exception {
        String routes = "<routes xmlns=\"http://camel.apache.org/schema/xml-io\"><route><from uri=\"" + from + "\"/><to uri=\""
                        + to + "\"/></route></routes>";
        CONTEXT.addRouteDefinitions(new ModelParser(new StringReader(routes), "http://camel.apache.org/schema/xml-io")
                .parseRoutesDefinition().orElseThrow().getRoutes());
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;").replace("\n", "&#10;");
    }

    private static void addYaml(String from, String parameters) throws Exception {
        String routes = """
                - route:
                    from:
                      uri: %s
                      steps:
                        - to:
                            uri: diffbot:crawl/input
                            parameters:
                %s""".formatted(from, parameters.indent(14));
        PluginHelper.getRoutesLoader(CONTEXT).loadRoutes(ResourceHelper.fromString("input.yaml", routes));
    }

    private static String parameters(Map<String, Object> options, boolean raw) {
        return options.entrySet().stream().map(option -> {
            String value = raw(option.getValue(), raw);
            return option.getKey() + (value.contains("\n")
                    ? ": |\n" + value.indent(2).stripTrailing() : ": '" + value.replace("'", "''") + "'");
        }).collect(Collectors.joining("\n"));
    }

    private static String address(String scheme, Map<String, Object> options, boolean raw) {
        return options.entrySet().stream().map(option -> option.getKey() + "=" + raw(option.getValue(), raw))
                .collect(Collectors.joining("&", scheme + ":crawl/input?", ""));
    }

    private static String raw(Object value, boolean raw) {
        return raw ? "RAW(" + value + ")" : value.toString();
    }

    // like Camel Main for camel.component.NAME.some-option
    private static String configured(Map<String, Object> options) {
        String name = "diffbot" + NUMBER.incrementAndGet();
        DiffbotComponent component = component();
        CONTEXT.addComponent(name, component);
        component.init();
        Map<String, Object> properties = new HashMap<>();
        options.forEach((option, value) -> properties.put(StringHelper.dashToCamelCase(option, true), value));
        PropertyBindingSupport.build().withMandatory(true).withRemoveParameters(true).withIgnoreCase(true)
                .withConfigurer(component.getComponentPropertyConfigurer()).bind(CONTEXT, component, properties);
        return name;
    }

    private interface Start {
        void run() throws Exception;
    }

    private static void refused(Start start, List<String> parts) {
        assertThatThrownBy(start::run).satisfies(e -> {
            StringBuilder messages = new StringBuilder();
            Throwable last = e;
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                messages.append(cause.getMessage()).append('\n');
                last = cause;
            }
            assertThat(messages.toString()).contains(parts);
            assertThat(last).hasMessageNotContaining("s3cret");
        });
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("Label\nhttps://example.org/", List.of("URL 1 ('Label')", "correct it")),
                arguments("https://example.org/\nLabel", List.of("URL 2 ('Label')", "correct it")),
                arguments("url", List.of("URL 1 ('url')", "correct it")),
                arguments("name,url", List.of("begins with 'name,url'", "CSV", "useMaps")),
                arguments("name,url\nAbout,https://example.org/about", List.of("begins with 'name,url'", "CSV")),
                arguments("About,https://example.org/about\nTeam,https://example.org/team", List.of("URL 1", "correct it")),
                arguments("https://example.org,About\nhttps://example.org/team,Team", List.of("URL 1", "CSV")),
                arguments("https://example.org/about,About\nhttps://example.org/team,Team",
                        List.of("Each line is a URL, a separator and a word", "'https://example.org/about,About'", "%2C")),
                arguments(List.of("https://example.org/", "Label"), List.of("URL 2 ('Label')", "correct it")),
                arguments("Label" + "x".repeat(1000), List.of("URL 1 ('Labelxxx", "xxx...'")));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    @DisplayName("I3: a body that contains more than URLs is rejected before anything is sent")
    void bodies(Object body, List<String> parts) {
        refused(() -> CONTEXT.createProducerTemplate().requestBody("diffbot:bulk/input", body), parts);
        refused(() -> CONTEXT.createProducerTemplate()
                .requestBody("diffbot:bulk/input?operation=run&onExisting=attach", body.toString().getBytes()),
                body instanceof String ? parts : List.of("URL 1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "diffbot:crawl/input?maxHops=2\n    &amp;maxToCrawl=3",
            "diffbot:crawl/input?maxHops=2&amp;\n    maxToCrawl=3\n  &amp;dryRun=true",
            "diffbot:crawl/input?\n    maxHops=2\n    &amp;maxToCrawl=3\n" })
    @DisplayName("I5: an address in XML with one option per line is rejected, not read as 0")
    void oneOptionALine(String uri) {
        refused(() -> addXml("direct:" + NUMBER.incrementAndGet(), uri), List.of("white space"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "apiUrl=article?fields=meta&timeout=3000", "seeds=https://example.org/?a=1&timeout=3000",
            "fetch=data&seeds=https://example.org/?a=1&num=5" })
    @DisplayName("I4: an option with an effect that may be the rest of another value is rejected")
    void ambiguousOptions(String options) {
        refused(() -> add("direct:" + NUMBER.incrementAndGet(), "diffbot:crawl/input?operation=run&" + options),
                List.of("It is unclear whether", "=RAW(...)"));
    }

    @Test
    @DisplayName("I4: the same option behind a value in RAW(), or with a unit, is accepted")
    void clearOptions() throws Exception {
        add("direct:raw", "diffbot:crawl/input?operation=run&apiUrl=RAW(article?fields=meta&timeout=3000)&timeout=3000");
        add("direct:unit", "diffbot:crawl/input?operation=run&apiUrl=article?fields=meta&timeout=6h");
    }

    @Test
    @DisplayName("I13: a header with a hyphen arrives by an address, and by properties in brackets")
    void headersWithHyphens() throws Exception {
        add("direct:address", "diffbot:crawl/input?dryRun=true&customHeaders.Accept-Language=de");
        add("direct:brackets", configured(Map.of("dryRun", "true", "customHeaders[Accept-Language]", "de")) + ":crawl/input");

        for (String from : List.of("direct:address", "direct:brackets")) {
            Map<?, ?> request = CONTEXT.createProducerTemplate().requestBody(from, URL, Map.class);
            assertThat(sent(request, "customHeaders")).isEqualTo("[Accept-Language:de]");
        }
        refused(() -> addYaml("direct:yaml", "customHeaders.Accept-Language: de"),
                List.of("'AcceptLanguage'", "custom-headers["));
        refused(() -> add("direct:dots",
                configured(Map.of("customHeaders.Accept-Language", "de")) + ":crawl/input"),
                List.of("Accept-Language", "custom-headers["));
    }

    @Test
    @DisplayName("I14: a default within a placeholder is not shown, because it can be a secret")
    void placeholderWithDefault() {
        refused(() -> add("direct:default", "diffbot:crawl/input?apiUrl=RAW(%7B%7Benv:X:s3cret%7D%7D)"),
                List.of("the placeholder {{env:X}} was not resolved"));
        refused(() -> add("direct:default", configured(Map.of("token", "${token:s3cret}")) + ":crawl/input"),
                List.of("the placeholder ${token} was not resolved"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "customHeaders.X-Evaluate=RAW(function(){start();$('#a').attr('href',`/p/${n}`);end();})",
            "seeds=RAW(https://shop.example/search?q=%7B%7Bterm%7D%7D)", "settings.urlProcessRegEx=RAW(a#{2}b)" })
    @DisplayName("I14: a script, a URL or a pattern with characters of a placeholder is accepted")
    void charactersOfPlaceholders(String option) {
        assertThatCode(() -> CONTEXT.getEndpoint("diffbot:crawl/input?" + option)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("I15: without a token the error explains what a Spring Boot application needs")
    void noToken() {
        DiffbotComponent component = new DiffbotComponent(CONTEXT);
        CONTEXT.addComponent("withoutToken", component);

        refused(() -> add("direct:noToken", "withoutToken:crawl/input"),
                List.of("no Diffbot token", "camel.component.diffbot.token", "camel-diffbot-starter"));
    }

    @Test
    @DisplayName("The options of a configuration that Camel creates as a bean are checked, too")
    void configurationBean() {
        refused(() -> configured(Map.of("configuration.maxUrls", "10k")), List.of("Option maxUrls is '10k'"));
        refused(() -> configured(Map.of("maxRetries", "many")), List.of("Option maxRetries is 'many'"));
        refused(() -> add("direct:component", configured(Map.of("requestTimeout", "-1")) + ":crawl/input"),
                List.of("Option requestTimeout is -1"));
    }
}
