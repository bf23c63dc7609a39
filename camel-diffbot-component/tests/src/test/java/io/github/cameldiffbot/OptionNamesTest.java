/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.internal.request.JobSetting;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each of the component's own options can be set by its name. The tables are compared with the catalog.
 */
@DisplayName("Each of the component's own options can be set by its name")
class OptionNamesTest {

    private static final Set<String> COMPONENT_OPTIONS_OF_CAMEL = Set.of(
            "autowiredEnabled", "bridgeErrorHandler", "lazyStartProducer", "healthCheckConsumerEnabled",
            "healthCheckProducerEnabled");

    /**
     * Name, text and the resulting value if its text differs. # refers to a bean of that name.
     */
    private static final List<String> ENDPOINT = List.of(
            "allowedMessageSettings=repeat", "allowNestedUrls=true", "apiUrl=article", "baseUrl=http://localhost:1/v3",
            "carry=orderId", "claimRepository=#idempotentRepository", "contextRepository=#stateRepository",
            "crawlDelay=0.5", "customHeaders.Cookie=a {Cookie=a}", "deleteAfterCompletion=true", "dryRun=true", "events=all",
            "failOnMissingRecords=true", "failOnPause=true", "fetch=data", "format=csv", "groupSize=7", "idempotentKey=key",
            "idempotentRepository=#idempotentRepository", "incremental=true", "keepToken=true", "localWorkDirectory=work",
            "lookbackWindow=5m 300000", "maxDownloadSize=7", "maxHops=7", "maxMessagesPerPoll=7", "maxRecordSize=7",
            "maxRecords=7", "maxRounds=7", "maxToCrawl=7", "maxToCrawlPerSubdomain=7", "maxToProcess=7",
            "maxToProcessPerSubdomain=7", "maxUrls=7", "maxCredits=7", "reserveCredits=7", "notifyEmail=me@example.org",
            "notifyWebhook=auto", "num=7",
            "obeyRobots=false", "objectMapper=#objectMapper", "onBadRecord=skip", "onBadUrl=skip", "onExisting=attach",
            "onStop=pause", "onTimeout=delete", "onlyProcessIfNew=false", "operation=run", "pageProcessPattern=price",
            "query=type:product", "raw=true", "recordType=java.util.Map interface_java.util.Map", "repeat=0.5",
            "restrictDomain=false", "retention=7d 604800000", "restrictSubdomain=true", "seedRecrawlFrequency=0.5",
            "seeds=https://a.example/",
            "settings.maxTags=5 {maxTags=5}", "startFrom=earliest", "stateRepository=#stateRepository", "status=finished",
            "timeout=6h 21600000", "token=0123456789abcdef0123456789abcdef", "unique=true", "urlCrawlPattern=/a",
            "urlCrawlRegEx=/a", "urlProcessPattern=/a", "urlProcessRegEx=/a", "urlStatus=failed", "urls=https://a.example/",
            "useCanonical=false", "useProxies=true", "validateName=false", "webhookVerifyToken=0123456789abcdef");

    private static final List<String> COMPONENT = List.of(
            "configuration=#configuration", "dataTimeout=10m 600000", "httpComponent=https", "maxActiveJobs=7",
            "maxPollInterval=2m 120000", "maxRequestsPerSecond=0.5", "maxRetries=7", "maxRetryDelay=2m 120000",
            "pollInterval=5s 5000", "requestTimeout=90s 90000", "retryDelay=2s 2000");

    @AutoClose
    private static final CamelContext CONTEXT = new DefaultCamelContext();

    @BeforeAll
    static void start() {
        CONTEXT.disableJMX();
        CONTEXT.getRegistry().bind("configuration", new DiffbotConfiguration());
        CONTEXT.getRegistry().bind("idempotentRepository", new MemoryIdempotentRepository());
        CONTEXT.getRegistry().bind("objectMapper", new ObjectMapper());
        CONTEXT.getRegistry().bind("stateRepository", new MemoryStateRepository());
        CONTEXT.start();
    }

    static Stream<Row> endpointOptions() {
        return ENDPOINT.stream().map(Row::of);
    }

    static Stream<Row> componentOptions() {
        return Stream.concat(COMPONENT.stream(), ENDPOINT.stream()).map(Row::of);
    }

    @ParameterizedTest
    @MethodSource("endpointOptions")
    @DisplayName("An endpoint has the values in its address")
    void endpoint(Row row) {
        Object endpoint = CONTEXT.getEndpoint("diffbot:crawl/shop?" + row.key() + "=RAW(" + row.text() + ")");

        assertValue(row, new DiffbotEndpointConfigurer(), endpoint);
    }

    @ParameterizedTest
    @MethodSource("componentOptions")
    @DisplayName("A component has the values of its properties")
    void component(Row row) {
        DiffbotComponent component = new DiffbotComponent();
        component.setCamelContext(CONTEXT);

        PropertyBindingSupport.build().withCamelContext(CONTEXT).withTarget(component)
                .withConfigurer(component.getComponentPropertyConfigurer()).withProperty(row.key(), row.text())
                .withReflection(false).withMandatory(true).bind();

        assertValue(row, new DiffbotComponentConfigurer(), component);
    }

    private void assertValue(Row row, PropertyConfigurerGetter getter, Object target) {
        Object value = getter.getOptionValue(target, row.name(), false);
        if (row.text().startsWith("#")) {
            assertThat(value).isNotNull().isSameAs(CONTEXT.getRegistry().lookupByName(row.text().substring(1)));
        } else {
            assertThat(value).hasToString(row.value());
        }
    }

    @Test
    @DisplayName("The tables contain each option of the catalog that is not Camel's")
    void isComplete() throws IOException {
        ComponentModel model = model();

        assertThat(names(ENDPOINT)).isEqualTo(model.getEndpointParameterOptions().stream()
                .filter(option -> option.getConfigurationClass() != null).map(BaseOptionModel::getName)
                .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(names(COMPONENT)).isEqualTo(model.getComponentOptions().stream()
                .filter(option -> option.getConfigurationClass() == null).map(BaseOptionModel::getName)
                .filter(name -> !COMPONENT_OPTIONS_OF_CAMEL.contains(name)).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    @DisplayName("The settings of a job have a separate group")
    void settings() throws IOException {
        Set<String> settings = Arrays.stream(JobSetting.values()).map(Enum::name)
                .collect(Collectors.toCollection(TreeSet::new));
        settings.addAll(List.of("urls", "seeds", "settings"));

        assertThat(model().getEndpointParameterOptions().stream().filter(option -> option.getGroup().equals("settings"))
                .map(BaseOptionModel::getName)).containsExactlyInAnyOrderElementsOf(settings);
    }

    private static ComponentModel model() throws IOException {
        try (var json = OptionNamesTest.class.getResourceAsStream("/META-INF/io/github/cameldiffbot/diffbot.json")) {
            return JsonMapper.generateComponentModel(new String(json.readAllBytes()));
        }
    }

    private static Set<String> names(List<String> rows) {
        return rows.stream().map(row -> Row.of(row).name()).collect(Collectors.toCollection(TreeSet::new));
    }

    record Row(String key, String text, String value) {

        static Row of(String row) {
            String[] parts = row.split(" ");
            String[] option = parts[0].split("=", 2);
            return new Row(option[0], option[1], parts.length == 1 ? option[1] : parts[1].replace('_', ' '));
        }

        String name() {
            return key.replaceAll("\\..*", "");
        }

        @Override
        public String toString() {
            return key + "=" + text;
        }
    }
}
