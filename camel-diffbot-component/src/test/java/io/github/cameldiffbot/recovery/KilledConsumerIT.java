/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.sandbox.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * R1: an application is killed at each step, with its state on disk and in memory only. After a restart, it handles the
 * unhandled events and submits nothing twice.
 */
@FaultCase("R1")
@Tag("kill")
class KilledConsumerIT extends RestartSupport {

    @AfterEach
    void release() {
        sandbox().release();
    }

    @ParameterizedTest(name = "persistent={0}")
    @ValueSource(booleans = { true, false })
    void beforeItSubmits(boolean persistent) throws Exception {
        submit("shop");
        ChildJvm first = application(persistent, "beforeSubmit");
        first.await("beforeSubmit");
        first.kill();
        assertThat(sandbox().job("shop")).isNull();

        application(persistent, "");

        assertHandled("shop", 1);
        assertThat(submissions("shop")).isEqualTo(1);
    }

    @ParameterizedTest(name = "persistent={0}")
    @ValueSource(booleans = { true, false })
    void afterItSubmitted(boolean persistent) throws Exception {
        sandbox().hold();
        submit("shop");
        ChildJvm first = application(persistent, "afterSubmit");
        first.await("afterSubmit");
        first.kill();
        sandbox().release();

        ChildJvm second = application(persistent, "");

        second.await("afterSubmit");
        assertHandled("shop", 1);
        assertThat(submissions("shop")).isEqualTo(1);
    }

    @ParameterizedTest(name = "persistent={0}")
    @ValueSource(booleans = { true, false })
    void duringThePollThatWouldDeliverIt(boolean persistent) throws Exception {
        sandbox().hold();
        submit("shop");
        ChildJvm first = application(persistent, "");
        first.await("afterSubmit");
        sandbox().fail(Fault.on("/v3/bulk").when(request -> request.method().equals("GET")).times(1)
                .delay(Duration.ofSeconds(2)));
        int before = sandbox().requests().size();
        await().until(() -> sandbox().requests().size() > before);
        sandbox().release();
        await().until(() -> sandbox().job("shop").status() == 9);
        first.kill();
        assertThat(ledger()).isEmpty();

        application(persistent, "");

        assertHandled("shop", 1);
        assertThat(submissions("shop")).isEqualTo(1);
    }

    @ParameterizedTest(name = "persistent={0}")
    @ValueSource(booleans = { true, false })
    void inItsRoute(boolean persistent) throws Exception {
        submit("shop");
        ChildJvm first = application(persistent, "inRoute");
        first.await("inRoute");
        first.kill();
        assertThat(ledger()).isEmpty();

        application(persistent, "");

        assertHandled("shop", 1);
        assertThat(submissions("shop")).isEqualTo(1);
    }

    /**
     * The only moment in which an event is delivered twice even with a persistent repository: delivery is at least
     * once.
     */
    @ParameterizedTest(name = "persistent={0}")
    @ValueSource(booleans = { true, false })
    void betweenItsRouteAndTheConfirm(boolean persistent) throws Exception {
        submit("shop");
        ChildJvm first = application(persistent, "beforeConfirm");
        first.await("beforeConfirm");
        first.kill();
        assertThat(ledger()).hasSize(1);

        application(persistent, "");

        assertHandled("shop", 2);
        assertThat(submissions("shop")).isEqualTo(1);
    }

    @ParameterizedTest(name = "persistent={0}")
    @ValueSource(booleans = { true, false })
    void inTheMiddleOfADownload(boolean persistent) throws Exception {
        sandbox().generate("shop", 10_000, 4096);
        ChildJvm first = application(persistent, "inDownload");
        first.await("inDownload");
        first.kill();
        assertThat(ledger()).isEmpty();

        application(persistent, "");

        assertHandled("shop", 1);
    }

    @ParameterizedTest(name = "persistent={0}")
    @ValueSource(booleans = { true, false })
    void afterAllWasDone(boolean persistent) throws Exception {
        submit("shop");
        ChildJvm first = application(persistent, "");
        await().until(() -> ledger().size() == 1);
        if (persistent) {
            await().until(() -> Files.exists(folder.resolve("handled.txt"))
                    && !Files.readAllLines(folder.resolve("handled.txt")).isEmpty());
        }
        first.kill();

        application(persistent, "");

        assertHandled("shop", persistent ? 1 : 2);
        assertThat(submissions("shop")).isEqualTo(1);
    }

    private ChildJvm application(boolean persistent, String haltAt) {
        return start(CompletionsApplication.class, "persistent", Boolean.toString(persistent),
                "handled", folder.resolve("handled.txt").toString(), "haltAt", haltAt);
    }

    /** Checks how often the completion was handled, after all deliveries. */
    private void assertHandled(String job, int times) throws Exception {
        await().until(() -> handled(job).size() >= times);
        // the jobs are delivered in order, and this one by a later poll
        submit("last");
        await().until(() -> handled("last").size() == 1);
        assertThat(handled(job)).hasSize(times);
        assertThat(handled(job).stream().distinct()).hasSize(1);
    }

    private List<String> handled(String job) {
        return ledger().stream().filter(id -> id.startsWith("bulk/" + job + "/")).toList();
    }
}
