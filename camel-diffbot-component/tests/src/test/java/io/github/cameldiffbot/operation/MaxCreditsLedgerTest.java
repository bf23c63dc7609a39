/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.error.DiffbotCreditLimitException;
import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import io.github.cameldiffbot.sandbox.model.ClockMode;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random submissions against what the sandbox charges for them. More of them with {@code -Dcredits.runs=10000}.
 */
@DisplayName("No submission costs more credits than its limit")
class MaxCreditsLedgerTest extends CamelTestSupport {

    private static final int RUNS = Integer.getInteger("credits.runs", 200);
    private static final int JOBS_AT_ONCE = 50;
    private static final Pattern COST = Pattern.compile("it can cost (\\d+) credits");
    private static final Duration ROUNDS = Duration.ofDays(30);

    @RegisterExtension
    static final DiffbotSandboxExtension DIFFBOT
            = new DiffbotSandboxExtension(DiffbotSandbox.builder().clock(ClockMode.VIRTUAL));

    private final Random random = new Random(15);
    private final Map<String, Long> allowed = new HashMap<>();
    private int rejected;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        DiffbotComponent component = TestComponents.of(DIFFBOT);
        camelContext.addComponent("diffbot", component);
        return camelContext;
    }

    @Test
    @DisplayName("Random submissions, with proxies, rounds and updates, never cost more than they may")
    void ledger() {
        DiffbotSandbox sandbox = DIFFBOT.sandbox();
        long charged = 0;
        for (int run = 0; run < RUNS; run++) {
            submit("job" + run);
            if (run % JOBS_AT_ONCE == JOBS_AT_ONCE - 1 || run == RUNS - 1) {
                sandbox.clock().advance(ROUNDS);
                charged += check(sandbox);
            }
        }
        assertThat(charged).isGreaterThan(RUNS / 2);
        assertThat(rejected).isBetween(RUNS / 5, RUNS * 4 / 5);
    }

    private long check(DiffbotSandbox sandbox) {
        Map<String, Long> charged = new HashMap<>();
        sandbox.ledger().forEach(use -> charged.merge(use.job(), use.credits(), Long::sum));
        assertThat(charged).allSatisfy((job, credits) -> assertThat(credits).as(job).isLessThanOrEqualTo(allowed.get(job)));
        allowed.clear();
        sandbox.reset();
        return charged.values().stream().mapToLong(Long::longValue).sum();
    }

    private void submit(String job) {
        boolean crawl = random.nextBoolean();
        List<String> options = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            options.add("useProxies=true");
        }
        if (random.nextInt(3) == 0) {
            options.add("repeat=1");
            options.add(random.nextInt(4) == 0 ? "maxRounds=-1" : "maxRounds=" + (1 + random.nextInt(4)));
            options.add(crawl ? "onlyProcessIfNew=false" : "obeyRobots=true");
        }
        if (crawl && random.nextInt(4) > 0) {
            options.add("maxToProcess=" + (1 + random.nextInt(20)));
        }
        send(job, crawl, "create", options);
        if (random.nextInt(3) == 0 && allowed.containsKey(job)) {
            send(job, crawl, "update", options);
        }
    }

    private void send(String job, boolean crawl, String operation, List<String> options) {
        long limit = 1 + random.nextInt(60);
        List<String> urls = DIFFBOT.sandbox().demoPages().stream().skip(random.nextInt(10)).limit(1 + random.nextInt(10))
                .map(Object::toString).toList();
        String uri = "diffbot:" + (crawl ? "crawl/" : "bulk/") + job + "?operation=" + operation + "&maxCredits=" + limit
                     + (options.isEmpty() ? "" : "&" + String.join("&", options));
        Exchange exchange = template.request(uri, sent -> sent.getMessage()
                .setBody(random.nextBoolean() ? urls : urls.iterator()));
        if (exchange.getException() == null) {
            // an update of a crawl limits the whole crawl, an update of a bulk job what it adds
            allowed.merge(job, limit, crawl ? Math::max : Long::sum);
        } else {
            assertThat(exchange.getException()).as(uri).isInstanceOf(DiffbotCreditLimitException.class)
                    .hasMessageContaining("maxCredits allows " + limit).satisfies(e -> assertCost(e.getMessage(), limit));
            rejected++;
        }
    }

    /** Checks that an error names the cost, which is higher than the limit, or says that nothing limits it. */
    private static void assertCost(String message, long limit) {
        Matcher cost = COST.matcher(message);
        if (cost.find()) {
            assertThat(Long.parseLong(cost.group(1))).isGreaterThan(limit);
        } else {
            assertThat(message).containsAnyOf("it repeats without a limit", "nothing limits its pages");
        }
    }
}
