/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.github.cameldiffbot.ComponentLimits;
import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.FaultCase;
import io.github.cameldiffbot.error.DiffbotWaitStoppedException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("maxActiveJobs limits the running jobs")
@FaultCase("S11")
class MaxActiveJobsTest extends RunTestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camelContext = super.createCamelContext();
        DiffbotComponent component = camelContext.getComponent("diffbot", DiffbotComponent.class);
        component.setMaxActiveJobs(2);
        ComponentLimits.maxQueuedJobs(component, 4);
        return camelContext;
    }

    @AfterEach
    void release() {
        sandbox().release();
    }

    @Test
    @DisplayName("Jobs above the limit wait until others end, and all are submitted once")
    void theOthersWaitForAPlaceInOrder() throws Exception {
        sandbox().hold();
        List<CompletableFuture<Exchange>> runs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            runs.add(send("diffbot:bulk/job" + i + "?operation=run", pages(1)));
            int sent = i;
            await().until(() -> sent > 1 || sandbox().job("job" + sent) != null);
        }
        int before = sandbox().requests().size();
        await().until(() -> sandbox().requests().size() > before + 4);
        assertThat(sandbox().job("job2")).isNull();
        assertThat(runs).noneMatch(CompletableFuture::isDone);

        sandbox().release();

        for (CompletableFuture<Exchange> run : runs) {
            assertThat(done(run).getException()).isNull();
        }
        List<String> names = sandbox().requests().stream().filter(request -> request.param("urls") != null)
                .map(request -> request.param("name")).toList();
        assertThat(names).hasSize(5).startsWith("job0", "job1");
        assertThat(names).containsExactlyInAnyOrderElementsOf(
                IntStream.range(0, 5).mapToObj(i -> "job" + i).toList());
    }

    @Test
    @DisplayName("A create above the limit waits until another job ends")
    void aCreateWaitsToo() throws Exception {
        sandbox().hold();
        done(send("diffbot:bulk/first", pages(1)));
        done(send("diffbot:bulk/second", pages(1)));
        CompletableFuture<Exchange> third = send("diffbot:bulk/third", pages(1));
        int before = sandbox().requests().size();
        await().until(() -> sandbox().requests().size() > before + 2);
        assertThat(third).isNotDone();

        sandbox().release();

        assertThat(done(third).getMessage().getBody(Job.class).getName()).isEqualTo("third");
    }

    @Test
    @DisplayName("A message that attaches to a running job needs no permit")
    void aRunningJobNeedsNoFurtherPermit() throws Exception {
        sandbox().hold();
        done(send("diffbot:bulk/first", pages(1)));
        done(send("diffbot:bulk/second", pages(1)));

        assertThat(done(send("diffbot:bulk/first?onExisting=attach", pages(1))).getException()).isNull();
    }

    @Test
    @DisplayName("More waiting creates than allowed are an error that names the option")
    void moreThanMayWaitIsAnErrorThatNamesTheOption() throws Exception {
        sandbox().hold();
        done(send("diffbot:bulk/first", pages(1)));
        done(send("diffbot:bulk/second", pages(1)));
        List<CompletableFuture<Exchange>> more = IntStream.range(0, 5)
                .mapToObj(i -> send("diffbot:bulk/waiting" + i, pages(1))).toList();
        await().until(() -> more.stream().anyMatch(CompletableFuture::isDone));

        List<CompletableFuture<Exchange>> refused = more.stream().filter(CompletableFuture::isDone).toList();
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0).join().getException())
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("4 more creates")
                .hasMessageContaining("maxActiveJobs")
                .hasMessageContaining("waiting" + more.indexOf(refused.get(0)));
    }

    @Test
    @DisplayName("A stopping route ends its waits for permits, and their jobs are not created")
    void aStoppingRouteEndsItsWaits() throws Exception {
        sandbox().hold();
        done(send("diffbot:bulk/first", pages(1)));
        done(send("diffbot:bulk/second", pages(1)));
        route("direct:runs", "diffbot:bulk/third?operation=run");
        CompletableFuture<Exchange> third = send("direct:runs", pages(1));
        int before = sandbox().requests().size();
        await().until(() -> sandbox().requests().size() > before + 2);

        context.getRouteController().stopRoute("runs");

        assertThat(failure(done(third), DiffbotWaitStoppedException.class))
                .hasMessageContaining("of job 'third': the job was not created");
        assertThat(sandbox().job("third")).isNull();
    }
}
