/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConfiguration;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * An option without an effect prevents the start of its route, behind any step of Camel, and nothing is sent.
 */
@DisplayName("An option without an effect prevents the start of its route, and nothing is sent")
class OptionCombinationsTest extends SubmissionTestSupport {

    private static final String WEBHOOK
            = "webhook:diffbot:bulk/shop?webhookAutoRegister=false&webhookVerifyToken=0123456789abcdef&";
    private static final String RAW_OR_CSV = "unique=true recordType=java.util.Map onBadRecord=skip maxRecordSize=9";

    /**
     * Options of a producer, the option without an effect, and the other option.
     */
    static Stream<String> idleOptions() {
        Stream<String> records = Stream.of(RAW_OR_CSV.split(" ")).flatMap(option -> Stream.of(
                "operation=data&raw=true&" + option + " raw=true", "operation=data&format=csv&" + option + " format=csv",
                "operation=run&fetch=data&raw=true&" + option + " raw=true", "operation=urlReport&" + option + " urlReport",
                "operation=status&" + option + " status", "operation=run&" + option + " fetch=job"));
        Stream<String> others = Stream.of(
                "operation=data&raw=true&groupSize=5 raw=true", "operation=status&groupSize=5 status",
                "operation=data&format=jsonl&recordType=java.util.Map format=jsonl",
                "operation=data&raw=true&failOnMissingRecords=true raw=true", "operation=data&raw=true&maxRecords=5 raw=true",
                "operation=data&num=5&failOnMissingRecords=true num",
                "operation=data&maxRecords=5&failOnMissingRecords=true maxRecords",
                "operation=urlReport&failOnMissingRecords=true urlReport", "operation=urlReport&incremental=true urlReport",
                "operation=run&fetch=urlReport&incremental=true fetch=urlReport",
                "operation=urlReport&format=csv urlReport", "operation=search&query=x&incremental=true search",
                "operation=search&query=x&localWorkDirectory=x search", "operation=search&query=x&raw=true search",
                "operation=search&query=x&format=csv search", "operation=data&incremental=true&num=5 num",
                "operation=data&incremental=true&maxRecords=5 maxRecords",
                "operation=data&incremental=true&format=csv format=csv",
                "operation=data&incremental=true&raw=true raw=true",
                "operation=data&stateRepository=#states incremental=true",
                "operation=data&lookbackWindow=1m incremental=true",
                "operation=data&urlStatus=failed data", "operation=list&urlStatus=failed list",
                "operation=urlReport&status=failed urlReport",
                "operation=urlReport&raw=true&urlStatus=failed raw=true", "operation=create&timeout=5s create",
                "operation=status&onTimeout=delete status", "operation=create&onStop=delete create",
                "operation=create&failOnPause=true create", "operation=run&timeout=0&onTimeout=delete timeout",
                "operation=create&fetch=data create", "operation=update&onExisting=attach update",
                "operation=status&onBadUrl=skip status", "operation=list&maxUrls=5 list", "operation=delete&dryRun=true delete",
                "operation=data&apiUrl=article data", "operation=await&repeat=1 await", "operation=list&query=x list",
                "operation=status&settings.x=1 status", "operation=status&customHeaders.Cookie=x status",
                "operation=create&seeds=https://a.example bulk", "operation=create&maxHops=1 bulk",
                "operation=create&delay=5s producer", "operation=data&events=all producer",
                "operation=run&startFrom=latest producer",
                "operation=create&deleteAfterCompletion=true producer", "operation=create&idempotentKey=x producer");
        return Stream.concat(records, others);
    }

    private static String option(String options) {
        String last = options.substring(options.lastIndexOf('&') + 1);
        return last.substring(0, last.indexOf('=')).replaceAll("\\..*", "");
    }

    @ParameterizedTest
    @MethodSource("idleOptions")
    @DisplayName("A producer with an option without effect does not start")
    void producer(String row) {
        String[] parts = row.split(" ");
        context.getRegistry().bind("states", new MemoryStateRepository());

        refused(() -> routes(to("diffbot:bulk/shop?" + parts[0])), option(parts[0]), parts[1]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
            "claimRepository=#class:org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository idempotentRepository",
            "idempotentKey=x idempotentRepository", "events=roundCompleted&deleteAfterCompletion=true events",
            "events=started,deleted&deleteAfterCompletion=true events", "urlStatus=failed fetch=job", "status=failed consumer",
            "raw=true fetch=job",
            "localWorkDirectory=x fetch=job", "unique=true fetch=job", "incremental=true fetch=job", "num=5 fetch=job",
            "maxRecords=5 fetch=job", "failOnMissingRecords=true fetch=job", "format=csv fetch=job",
            "fetch=urlReport&incremental=true fetch=urlReport", "fetch=urlReport&unique=true fetch=urlReport",
            "fetch=data&raw=true&unique=true raw=true", "fetch=data&raw=true&failOnMissingRecords=true raw=true",
            "fetch=data&raw=true&maxRecords=5 raw=true", "fetch=data&urlStatus=failed fetch=data",
            "fetch=data&deleteAfterCompletion=true&maxRecords=5 deleteAfterCompletion",
            "fetch=data&deleteAfterCompletion=true&num=5 deleteAfterCompletion", "events=deleted&fetch=data events=deleted",
            "fetch=data&lookbackWindow=1m incremental=true",
            "maxCredits=5 events=overBudget", "events=completion&maxCredits=5 events=overBudget",
            "events=overBudget maxCredits", "events=all,overbudget maxCredits", "reserveCredits=5 consumer",
            "events=completion,expiring&retention=0 retention=0", "events=expiring events=completion",
            "events=started,expiring events=completion",
            "operation=data consumer",
            "timeout=5s consumer", "onExisting=attach consumer", "urls=https://a.example consumer", "maxUrls=5 consumer" })
    @DisplayName("A consumer with an option without effect does not start")
    void consumer(String options, String other) {
        refused(() -> routes(from("diffbot:bulk/shop?" + options)), option(options), other);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ' ', value = {
            "startFrom=earliest webhook", "maxCredits=5 webhook", "maxMessagesPerPoll=5 webhook", "delay=5s webhook",
            "timeout=5s webhook",
            "claimRepository=#class:org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository idempotentRepository",
            "raw=true fetch=job", "idempotentKey=x idempotentRepository", "events=paused&deleteAfterCompletion=true events",
            "events=completion,expiring 'completion,expiring'", "events=all,overBudget consumer",
            "events=completed,Paused consumer",
            "events=Status consumer" })
    @DisplayName("A webhook with an option without effect does not start")
    void webhook(String options, String other) {
        refused(() -> routes(from(WEBHOOK + options)), option(options), other);
    }

    @Test
    @DisplayName("Options with an effect, or with their default value, are no error")
    void combinationsThatMakeSense() {
        context.getRegistry().bind("events", MemoryIdempotentRepository.memoryIdempotentRepository());
        context.getRegistry().bind("states", new MemoryStateRepository());

        for (String uri : List.of(
                "operation=create&onExisting=attach&onBadUrl=skip&maxUrls=5&apiUrl=article&urls=https://a.example",
                "operation=data&raw=true&num=5&localWorkDirectory=target",
                "operation=data&format=jsonl&groupSize=5&unique=true&localWorkDirectory=target",
                "operation=run&fetch=data&unique=true&timeout=5s&onTimeout=pause&failOnMissingRecords=true",
                "operation=run&fetch=job&maxRecords=0&onBadRecord=fail&raw=false&delay=15000",
                "operation=await&fetch=urlReport&urlStatus=failed", "operation=list&status=finished",
                "operation=search&query=x&unique=true&maxRecords=5&num=5",
                "operation=data&incremental=true&stateRepository=#states", "maxRecords=5&unique=true")) {
            assertThatCode(() -> routes(to("diffbot:bulk/shop?" + uri))).as(uri).doesNotThrowAnyException();
        }
        for (String uri : List.of(
                "fetch=data&deleteAfterCompletion=true&unique=true", "events=all", "events=all&maxCredits=5",
                "events=overBudget&maxCredits=5", "events=failed&deleteAfterCompletion=true", "events=all&retention=0",
                "events=completion,expiring", "events=failed,expiring&retention=5d",
                "idempotentRepository=#events&idempotentKey=x", "idempotentRepository=#events&claimRepository=#events",
                "fetch=urlReport&urlStatus=failed&raw=false&timeout=86400000")) {
            assertThatCode(() -> routes(from("diffbot:bulk/shop?initialDelay=1h&" + uri))).as(uri).doesNotThrowAnyException();
        }
        for (String events : List.of("all", "status", "completion", "roundCompleted,failed")) {
            assertThatCode(() -> routes(from(WEBHOOK + "events=" + events))).as(events).doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName("Defaults of the component without effect are no error, except where they would protect")
    void defaultsOfTheComponent() {
        DiffbotConfiguration defaults = context.getComponent("diffbot", DiffbotComponent.class).getConfiguration();
        defaults.setUnique(true);
        defaults.setTimeout(5);
        defaults.setLocalWorkDirectory("target");
        defaults.setFailOnMissingRecords(true);

        assertThatCode(() -> routes(to("diffbot:bulk/shop?operation=create"))).doesNotThrowAnyException();
        assertThatCode(() -> routes(to("diffbot:bulk/shop?operation=data&format=csv"))).doesNotThrowAnyException();
        refused(() -> routes(to("diffbot:bulk/shop?operation=data&raw=true")), "failOnMissingRecords", "raw=true");
        assertThatCode(() -> routes(to("diffbot:bulk/shop?operation=data&raw=true&failOnMissingRecords=false")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct:dynamic", "direct:recipients", "direct:slip", "direct:enriched", "direct:polled" })
    @DisplayName("An endpoint in a message fails each time, with redeliveries, and produces one dead letter")
    void dynamicEndpoints(String entry) throws Exception {
        String wrong = "diffbot:bulk/${header.name}?operation=create&unique=true";
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("mock:dead").maximumRedeliveries(2).redeliveryDelay(0)
                        .logExhausted(false).retryAttemptedLogLevel(LoggingLevel.OFF));
                from("direct:dynamic").toD(wrong, 1);
                from("direct:recipients").recipientList(simple(wrong)).cacheSize(-1);
                from("direct:slip").routingSlip(simple(wrong));
                from("direct:enriched").enrich().simple(wrong);
                from("direct:polled").pollEnrich().simple("diffbot:bulk/${header.name}?unique=true").timeout(100);
            }
        });
        MockEndpoint dead = getMockEndpoint("mock:dead");
        dead.expectedMessageCount(1);

        send(entry, page(), Map.of("name", "shop"));

        dead.assertIsSatisfied();
        Throwable caught = dead.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        assertThat(caught).hasStackTraceContaining("Option unique has no effect with");
        assertThat(sandbox().requests(request -> true)).isEmpty();
    }

    @Test
    @DisplayName("An endpoint without an operation is checked with each message")
    void operationOfTheMessage() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0).logExhausted(false));
                from("direct:in").to("diffbot:bulk/shop?unique=true");
                from("direct:tried").doTry().to("diffbot:bulk/shop?unique=true")
                        .doCatch(IllegalArgumentException.class).setBody(exceptionMessage()).end();
            }
        });

        assertThat(send("direct:in", page()).getException()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Option unique").hasMessageContaining("operation=create");
        assertThat(send("direct:tried", page()).getMessage().getBody(String.class)).contains("Option unique");
        assertThat(sandbox().requests(request -> true)).isEmpty();

        assertThat(send("direct:in", null, Map.of("CamelDiffbotOperation", "data")).getException())
                .isNotInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("A header that contradicts the options is an error before anything is sent")
    void headersOfTheMessage() throws Exception {
        routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:data").to("diffbot:crawl/shop?operation=data&incremental=true");
                from("direct:counted").to("diffbot:crawl/shop?operation=run&fetch=data&failOnMissingRecords=true");
            }
        });

        assertThat(send("direct:data", null, Map.of("CamelDiffbotFormat", "csv")).getException())
                .hasMessageContaining("incremental").hasMessageContaining("format=csv");
        assertThat(send("direct:counted", page(), Map.of("CamelDiffbotNum", 5)).getException())
                .hasMessageContaining("failOnMissingRecords").hasMessageContaining("num");
        assertThat(sandbox().requests(request -> true)).isEmpty();
    }

    private interface Start {
        void run() throws Exception;
    }

    private static void refused(Start start, String option, String other) {
        assertThatThrownBy(start::run).satisfies(e -> {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            assertThat(cause).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(option)
                    .hasMessageContaining(other).message().containsAnyOf("Remove", "Set");
        });
        assertThat(sandbox().requests(request -> true)).isEmpty();
    }

    private static RouteBuilder to(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + UUID.randomUUID()).to(uri);
            }
        };
    }

    private static RouteBuilder from(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).to("mock:out");
            }
        };
    }
}
