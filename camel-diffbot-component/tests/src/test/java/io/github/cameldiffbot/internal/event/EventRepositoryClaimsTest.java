/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.time.Duration;

import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An event is claimed by one exchange of a context at a time")
@ExtendWith(QuickAwait.class)
class EventRepositoryClaimsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final EventRepository events = events(context, null);
    private final IdempotentRepository repository = new MemoryIdempotentRepository();
    private final JobEvent event = EventFixture.completed("shop");

    private static EventRepository events(DefaultCamelContext context, IdempotentRepository repository) {
        return new EventRepository(context, EventFixture.settings(repository, null, Fetch.job, false));
    }

    private EventClaim claim(IdempotentRepository of, String key, Object owner) {
        return claim(context, of, key, owner);
    }

    private EventClaim claim(DefaultCamelContext of, IdempotentRepository handled, String key, Object owner) {
        return events(of, handled).claim(event, key, owner, tried -> {
        });
    }

    @Test
    @DisplayName("A key of a repository is claimed by one exchange at a time")
    void oneAtATime() {
        EventClaim first = claim(repository, "a", this);

        assertThat(claim(repository, "a", this)).isNull();
        assertThat(EventRepository.claimedEvents(context)).isEqualTo(1);
        first.acknowledge();
        assertThat(EventRepository.claimedEvents(context)).isZero();
        EventClaim next = claim(repository, "a", this);
        assertThat(next).isNotNull();
        next.release();
        assertThat(claim(repository, "a", this)).isNotNull();
    }

    @Test
    @DisplayName("Other keys, other repositories and consumers without a repository are independent")
    void independent() {
        assertThat(claim(repository, "a", this)).isNotNull();
        assertThat(claim(repository, "b", this)).isNotNull();
        assertThat(claim(new MemoryIdempotentRepository(), "a", this)).isNotNull();
        assertThat(claim(null, "a", this)).isNotNull();
        assertThat(claim(null, "a", this)).isNotNull();
    }

    @Test
    @DisplayName("A claim that ends late does not end the claim that followed it")
    void late() {
        EventClaim first = claim(repository, "a", this);
        first.release();
        claim(repository, "a", this);

        first.acknowledge();

        assertThat(claim(repository, "a", this)).isNull();
    }

    @Test
    @DisplayName("A stop releases only the claims of its consumer that no exchange has")
    void stop() {
        EventClaim waiting = claim(null, "a", this);
        EventClaim routed = claim(null, "b", this);
        routed.begin();
        EventClaim other = claim(null, "c", "other");

        events.releaseOf(this);

        assertThat(waiting.isReleased()).isTrue();
        assertThat(routed.isReleased()).isFalse();
        assertThat(other.isReleased()).isFalse();
    }

    @Test
    @DisplayName("The claim of an exchange that was collected is released, and its event can be claimed again")
    void collected() {
        EventClaim claim = claim(repository, "a", this);
        claim.begin();
        bindUnreachable(claim);

        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
            System.gc();
            events.releaseDropped();
            return claim.isReleased();
        });

        assertThat(claim(repository, "a", this)).isNotNull();
    }

    private static void bindUnreachable(EventClaim claim) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        claim.bind(claim.endWith(exchange, done -> {
        }));
    }

    @Test
    @DisplayName("Claims whose exchange is not known to be dropped are kept")
    void keepsOthers() {
        EventClaim claim = claim(null, "a", this);

        events.releaseDropped();

        assertThat(claim.isReleased()).isFalse();
        assertThat(events.isClaimed(event)).isTrue();
        assertThat(events.isClaimed(EventFixture.completed("shop"))).isFalse();
    }

    @Test
    @DisplayName("All components of a context share their claims, and other contexts have their own")
    void contexts() {
        claim(repository, "a", this);
        DefaultCamelContext other = new DefaultCamelContext();

        assertThat(EventRepository.claimedEvents(other)).isZero();
        assertThat(events(other, null).isClaimed(event)).isFalse();
        assertThat(claim(other, repository, "a", this)).isNotNull();
        assertThat(EventRepository.claimedEvents(context)).isEqualTo(1);
    }
}
