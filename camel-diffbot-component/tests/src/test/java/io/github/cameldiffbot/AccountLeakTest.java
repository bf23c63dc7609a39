/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Map;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * The account has secrets that are none of the application's: other tokens, a name and an e-mail address. However
 * Diffbot responds, no output contains them.
 */
@DisplayName("No output contains a secret of the account")
class AccountLeakTest extends DiffbotTestSupport {

    private static final String CHILD = "fedcba9876543210fedcba9876543210";
    private static final String ACCOUNT = """
            {"name":"Jo Doe","email":"jo@example.org","token":"%s","childTokens":["%s"],"plan":"plus","planCredits":1000,
             "usage":[{"date":"2026-11-27","credits":150,"owner":"jo@example.org"}]}""".formatted(TOKEN, CHILD);
    private static final CapturedLogs CAPTURED = new CapturedLogs();

    private final VisibleOutput seen = new VisibleOutput();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordedSpans spans = new RecordedSpans();

    @BeforeAll
    static void capture() {
        CAPTURED.begin();
    }

    @AfterAll
    static void release() {
        CAPTURED.end();
    }

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withEnableJMX();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        camelContext.getRegistry().bind("metricsRegistry", meters);
        spans.trace(camelContext);
        return camelContext;
    }

    @AfterEach
    void close() {
        spans.close();
    }

    static Stream<Arguments> responses() {
        return Stream.of(
                arguments("the account", json(ACCOUNT)),
                arguments("no credits", json(ACCOUNT.replace("planCredits", "credits"))),
                arguments("cut JSON", json(ACCOUNT.substring(0, ACCOUNT.length() - 9))),
                arguments("other text", aResponse().withBody("<html>" + ACCOUNT + "</html>")),
                arguments("a list", json("[" + ACCOUNT + "]")),
                arguments("an error with the account", json(ACCOUNT).withStatus(400)),
                arguments("an error that names the address",
                        json("{\"errorCode\":401,\"error\":\"Not authorized: jo@example.org, " + CHILD + "\"}")
                                .withStatus(401)),
                arguments("a failure with the account", json(ACCOUNT).withStatus(500)),
                arguments("a broken connection", json(ACCOUNT).withFault(Fault.MALFORMED_RESPONSE_CHUNK)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("responses")
    @DisplayName("Other tokens and the address of the account are in no log, error, body, header, meter, span, console or MBean")
    void nowhere(String what, ResponseDefinitionBuilder response) throws Exception {
        component().setMaxRetries(0);
        DIFFBOT.stubFor(get(urlEqualTo("/v4/account?token=" + TOKEN + "&days=31")).willReturn(response));
        onGet("/bulk?name=shop", noSuchJob());

        seen.see(call("diffbot:job?operation=account", null));
        seen.see(call("diffbot:bulk/shop?reserveCredits=900", "https://shop.example/1"));
        seen.see(context);
        meters.getMeters().forEach(meter -> seen.add(meter.getId()));
        assertThat(spans.all()).isNotEmpty();
        spans.all().forEach(seen::add);
        DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("diffbot");
        seen.add(console.call(DevConsole.MediaType.TEXT, Map.of()));
        seen.add(console.call(DevConsole.MediaType.JSON, Map.of()));

        for (String secret : new String[] { TOKEN, CHILD, "jo@example.org", "Jo Doe" }) {
            seen.doesNotShow(secret, CAPTURED, 40);
        }
    }
}
