/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.time.Duration;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("redeliver delivers the last end of a job again")
class RedeliverTest extends HandledEventsSupport {

    private volatile boolean removalFails;

    @Test
    @DisplayName("A handled end is delivered once more, with its id, and then not again, also not after a restart")
    void onceMore() throws Exception {
        start();
        make("bulk", "shop");
        awaitEvents("completed");
        awaitPolls();

        Job job = redeliver("diffbot:bulk?operation=redeliver", "shop").getMessage().getBody(Job.class);

        assertThat(job.getStatus().getCode()).isEqualTo(9);
        awaitEvents("completed", "completed");
        awaitPolls();
        assertThat(eventIds()).hasSize(2).containsOnly(eventIds().get(0));
        stop();
        start();
        awaitPolls();
        assertThat(events()).isEmpty();
    }

    @Test
    @DisplayName("Without a name, the header with the id of the end says which one; a job of the path or its header comes first")
    void byEventId() throws Exception {
        start();
        make("bulk", "shop");
        awaitEvents("completed");
        awaitPolls();
        String id = eventIds().get(0);

        Exchange done = byEvent("diffbot:job?operation=redeliver", id);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(Job.class).getName()).isEqualTo("shop");
        awaitEvents("completed", "completed");
        awaitPolls();
        assertThat(byEvent("diffbot:bulk/shop?operation=redeliver", id.replace("shop", "other")).getException()).isNull();
        awaitEvents("completed", "completed", "completed");
        assertThat(eventIds()).containsOnly(id);
    }

    @Test
    @DisplayName("The id of another event of the job, of another type of job, and what is no id are errors that name it")
    void otherEventId() throws Exception {
        start();
        make("bulk", "shop");
        awaitEvents("completed");
        awaitPolls();
        String earlier = eventIds().get(0) + "0";

        assertThat(byEvent("diffbot:job?operation=redeliver", earlier).getException())
                .isExactlyInstanceOf(DiffbotException.class)
                .hasMessageContainingAll(earlier, "last end", "name of the job");
        assertThat(byEvent("diffbot:crawl?operation=redeliver", eventIds().get(0)).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(DiffbotConstants.EVENT_ID, eventIds().get(0), "diffbot:job");
        assertThat(byEvent("diffbot:job?operation=redeliver", "the last one").getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(DiffbotConstants.EVENT_ID, "the last one", "bulk/shop/");
        awaitPolls();
        assertThat(events()).hasSize(1);
    }

    @Test
    @DisplayName("With an idempotentKey of its own, the end is delivered again, too")
    void ownKey() throws Exception {
        startConsumer("job-${header.CamelDiffbotJobName}", "0");
        make("bulk", "shop");
        awaitEvents("completed");
        awaitPolls();

        redeliver("diffbot:job?operation=redeliver", "shop");

        awaitEvents("completed", "completed");
    }

    @Test
    @DisplayName("A kill between the operation and the delivery loses nothing: the next process delivers the end")
    void survivesARestart() throws Exception {
        start();
        make("bulk", "shop");
        awaitEvents("completed");
        awaitPolls();
        broken = true;
        redeliver("diffbot:bulk?operation=redeliver", "shop");
        stop();
        broken = false;

        start();

        awaitEvents("completed");
    }

    @Test
    @DisplayName("Of a crawl that waits for its next round, the last round is delivered again")
    void lastRound() throws Exception {
        start();
        crawl("life", "repeat=1&maxHops=0&onlyProcessIfNew=false", page("about"));
        awaitEvents("roundCompleted");
        sandbox().clock().advance(Duration.ofDays(1));
        awaitEvents("roundCompleted", "roundCompleted");
        awaitPolls();

        redeliver("diffbot:crawl?operation=redeliver", "life");

        awaitEvents("roundCompleted", "roundCompleted", "roundCompleted");
        assertThat(events().get(2).getMessage().getHeader(DiffbotConstants.ROUND)).isEqualTo(2L);
        assertThat(eventIds().get(2)).isEqualTo(eventIds().get(1));
    }

    @Test
    @DisplayName("A suspended consumer delivers it after it is resumed")
    void suspended() throws Exception {
        start();
        make("bulk", "shop");
        awaitEvents("completed");
        awaitPolls();
        context.getRouteController().suspendRoute("events");

        redeliver("diffbot:bulk?operation=redeliver", "shop");
        context.getRouteController().resumeRoute("events");

        awaitEvents("completed", "completed");
    }

    @Test
    @DisplayName("If the repository fails, the error names the job, and the event comes when it is sent again")
    void repositoryFails() throws Exception {
        start();
        make("bulk", "shop");
        awaitEvents("completed");
        awaitPolls();
        removalFails = true;
        assertThat(trySend("diffbot:bulk/shop?operation=redeliver", null).getException())
                .isExactlyInstanceOf(DiffbotException.class)
                .hasMessageContainingAll("redeliver", "shop", "repository", "The disk is full", "Send it again");
        awaitPolls();
        assertThat(events()).hasSize(1);
        removalFails = false;

        redeliver("diffbot:bulk?operation=redeliver", "shop");

        awaitEvents("completed", "completed");
    }

    @Test
    @DisplayName("An event that is still pending is not queued twice")
    void pending() throws Exception {
        broken = true;
        start();
        make("bulk", "shop");
        await().until(() -> !events().isEmpty());

        redeliver("diffbot:bulk?operation=redeliver", "shop");
        redeliver("diffbot:bulk?operation=redeliver", "shop");
        broken = false;
        await().until(() -> handled.contains("shop"));
        awaitPolls();

        assertThat(handled).containsExactly("shop");
    }

    @Test
    @DisplayName("A running job, a job that no consumer polls, and an unknown job are errors that say what to do")
    void errors() throws Exception {
        start();
        sandbox().hold();
        make("bulk", "shop");
        awaitPolls();
        assertThat(trySend("diffbot:bulk/shop?operation=redeliver", null).getException())
                .isExactlyInstanceOf(DiffbotException.class)
                .hasMessageContainingAll("redeliver", "shop", "no running consumer", "next poll");
        sandbox().release();
        awaitEvents("completed");

        context.getRouteController().stopRoute("events");

        assertThat(trySend("diffbot:bulk/shop?operation=redeliver", null).getException())
                .isExactlyInstanceOf(DiffbotException.class);
        assertThat(trySend("diffbot:bulk/none?operation=redeliver", null).getException())
                .isInstanceOf(DiffbotNoSuchJobException.class);
        assertThat(trySend("diffbot:bulk?operation=redeliver", null).getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(DiffbotConstants.JOB_NAME, DiffbotConstants.EVENT_ID);
        assertThat(trySend("diffbot:bulk?operation=status", null).getException())
                .hasMessageContaining(DiffbotConstants.JOB_NAME).hasMessageNotContaining(DiffbotConstants.EVENT_ID);
    }

    private Exchange redeliver(String uri, String name) {
        Exchange done = context.createFluentProducerTemplate().to(uri)
                .withHeader(DiffbotConstants.JOB_NAME, name).send();
        assertThat(done.getException()).isNull();
        return done;
    }

    private Exchange byEvent(String uri, String id) {
        return context.createFluentProducerTemplate().to(uri).withHeader(DiffbotConstants.EVENT_ID, id).send();
    }

    private void start() throws Exception {
        startConsumer("${header.CamelDiffbotEventId}", "0");
    }

    @Override
    FileIdempotentRepository repository() {
        return new FileIdempotentRepository() {
            @Override
            public boolean remove(String event) {
                if (removalFails) {
                    throw new IllegalStateException("The disk is full");
                }
                return super.remove(event);
            }
        };
    }
}
