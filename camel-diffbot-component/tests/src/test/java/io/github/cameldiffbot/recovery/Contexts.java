/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.TestComponents;
import io.github.cameldiffbot.TestContext;
import io.github.cameldiffbot.sandbox.DiffbotSandboxExtension;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.core5.pool.PoolStats;

/** Contexts in this JVM that use a sandbox, and their resources. */
final class Contexts {

    private Contexts() {
    }

    /** Creates a context whose component polls often, without a rate limit and retries. */
    static DefaultCamelContext of(DiffbotSandboxExtension diffbot) {
        return of(diffbot, new PoolingHttpClientConnectionManager());
    }

    /** Creates the same with this pool of connections. */
    static DefaultCamelContext of(DiffbotSandboxExtension diffbot, PoolingHttpClientConnectionManager pool) {
        DefaultCamelContext context = new TestContext();
        DiffbotComponent component = TestComponents.of(diffbot);
        component.setMaxRetries(0);
        component.setPollInterval(50);
        component.setMaxPollInterval(100);
        context.addComponent("diffbot", component);
        HttpComponent http = new HttpComponent();
        http.setClientConnectionManager(pool);
        context.addComponent("http", http);
        context.getShutdownStrategy().setTimeout(3);
        return context;
    }

    /** Returns the open connections of a pool, in use or not. */
    static int connections(PoolingHttpClientConnectionManager pool) {
        PoolStats stats = pool.getTotalStats();
        return stats.getLeased() + stats.getAvailable();
    }

    /** Returns the number of threads whose names contain this. */
    static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().contains(name)).count();
    }
}
