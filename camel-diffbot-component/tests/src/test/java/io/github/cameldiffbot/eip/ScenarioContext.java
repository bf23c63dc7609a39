/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.time.Duration;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import org.apache.camel.Processor;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;

/**
 * The context of a scenario: short times, own connections, and the ledger's processors.
 */
final class ScenarioContext extends TestContext {

    private final Scenario scenario;
    private final PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager();
    private final LeaderSwitch cluster = new LeaderSwitch();

    ScenarioContext(Scenario scenario, String threadName) {
        this.scenario = scenario;
        disableJMX();
        getExecutorServiceManager().setThreadNamePattern(threadName + "#counter# #name#");
        getShutdownStrategy().setTimeout(3);
        getShutdownStrategy().setSuppressLoggingOnTimeout(true);
        connections.setMaxTotal(50);
        connections.setDefaultMaxPerRoute(50);
        getComponent("http", HttpComponent.class).setClientConnectionManager(connections);
    }

    void configure(ScenarioDiffbot diffbot, ScenarioServer server, ScenarioLedger ledger) throws Exception {
        DiffbotComponent component = getComponent("diffbot", DiffbotComponent.class);
        component.getConfiguration().setToken(diffbot.token());
        component.getConfiguration().setBaseUrl(server.baseUrl());
        component.setMaxRequestsPerSecond(0);
        component.setMaxRetries(scenario.maxRetries);
        component.setRetryDelay(1);
        component.setMaxRetryDelay(5);
        component.setPollInterval(4);
        component.setMaxPollInterval(20);
        TestComponents.setGrace(component, Duration.ofMillis(160));
        bind("continued", ledger::continued);
        bind("record", ledger::record);
        bind("group", ledger::group);
        bind("iterate", ledger::iterate);
        bind("beside", ledger::beside);
        bind("poison", ledger::poison);
        bind("done", ledger::done);
        bind("caught", ledger::caught);
        bind("dead", ledger::dead);
        if (scenario.hasMaster()) {
            cluster.lead(true);
            addService(cluster);
        }
        getManagementStrategy().addEventNotifier(ledger);
    }

    void bind(String name, Processor processor) {
        getRegistry().bind(name, Processor.class, processor);
    }

    void lead(boolean leads) {
        cluster.lead(leads);
    }

    int leasedConnections() {
        return connections.getTotalStats().getLeased();
    }
}
