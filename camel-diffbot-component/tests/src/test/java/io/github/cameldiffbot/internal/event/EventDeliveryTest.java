/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.FailingRepository;
import io.github.cameldiffbot.FailingRepository.Call;
import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.QuickAwait;
import io.github.cameldiffbot.job.JobEvent;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.LanguageSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("An event is routed, stored and acknowledged once")
@ExtendWith(QuickAwait.class)
class EventDeliveryTest {

    @AutoClose
    private final EventFixture fixture = new EventFixture();
    private final EventFixture.RecordedReceiver receiver = fixture.new RecordedReceiver();
    private final EventDelivery delivery = fixture.delivery(fixture.settings());
    private final JobEvent event = EventFixture.completed("shop");

    private Exchange deliver() {
        delivery.deliver(event, receiver);
        return receiver.routed.get(receiver.routed.size() - 1);
    }

    @Test
    @DisplayName("The route gets the job and the headers of the event, which is in progress until the route is done")
    void routes() {
        Exchange exchange = deliver();

        assertThat(exchange.getMessage().getBody()).isSameAs(event.job());
        assertThat(exchange.getMessage().getHeader(DiffbotConstants.EVENT_ID)).isEqualTo(event.id());
        assertThat(receiver.calls).isEmpty();
        assertThat(delivery.isInProgress(event)).isTrue();
        assertThat(delivery.isInProgress(EventFixture.completed("shop"))).isFalse();
        EventFixture.end(exchange);
        assertThat(delivery.isInProgress(event)).isFalse();
    }

    @Test
    @DisplayName("An event whose route succeeded is stored and acknowledged once, and not routed again")
    void handled() {
        EventFixture.end(deliver());

        assertThat(receiver.calls).containsExactly("acknowledged");
        assertThat(fixture.handled.contains(event.id())).isTrue();
        delivery.deliver(event, receiver);
        assertThat(receiver.routed).hasSize(1);
        assertThat(receiver.discarded).hasSize(1);
        assertThat(receiver.calls).containsExactly("acknowledged", "acknowledged");
        assertThat(fixture.counted).containsExactly("delivered shop after 7 s");
        assertThat(delivery.isInProgress(event)).isFalse();
    }

    @Test
    @DisplayName("An event whose route failed is released, counted as failed, and routed again")
    void failed() {
        EventFixture.fail(deliver());

        assertThat(receiver.calls).containsExactly("released");
        assertThat(fixture.handled.contains(event.id())).isFalse();
        assertThat(fixture.counted).containsExactly("delivered shop after 7 s", "failed shop");
        EventFixture.end(deliver());
        assertThat(receiver.calls).containsExactly("released", "acknowledged");
    }

    @Test
    @DisplayName("A route that requests a rollback has not handled the event")
    void rollback() {
        Exchange exchange = deliver();
        exchange.setRollbackOnly(true);
        EventFixture.end(exchange);

        assertThat(receiver.calls).containsExactly("released");
        assertThat(fixture.handled.contains(event.id())).isFalse();
    }

    @Test
    @DisplayName("An event that another consumer of the repository handles now is released, and does not count as failed")
    void otherConsumer() {
        Exchange first = deliver();
        EventFixture.RecordedReceiver other = fixture.new RecordedReceiver();

        fixture.delivery(fixture.settings()).deliver(EventFixture.completed("shop"), other);

        assertThat(other.routed).isEmpty();
        assertThat(other.calls).containsExactly("released");
        assertThat(other.discarded).singleElement()
                .satisfies(exchange -> assertThat(exchange.getException()).hasMessageContaining("not delivered"));
        assertThat(fixture.counted).doesNotContain("failed shop");
        EventFixture.end(first);
        assertThat(receiver.calls).containsExactly("acknowledged");
    }

    @Test
    @DisplayName("Consumers without a repository handle the same event independently")
    void withoutRepository() {
        EventSettings settings = EventFixture.settings(null, null, Fetch.job, false);

        fixture.delivery(settings).deliver(event, receiver);
        fixture.delivery(settings).deliver(event, receiver);

        receiver.routed.forEach(EventFixture::end);
        assertThat(receiver.calls).containsExactly("acknowledged", "acknowledged");
    }

    @Test
    @DisplayName("An event without a key is reported and released, and its exchange is discarded")
    void keyless() {
        fixture.delivery(EventFixture.settings(fixture.handled, "${header.none}", Fetch.job, false)).deliver(event, receiver);

        assertThat(receiver.routed).isEmpty();
        assertThat(receiver.discarded).hasSize(1);
        assertThat(receiver.calls).containsExactly("released");
        assertThat(fixture.errors.messages).singleElement().asString().contains("Event " + event.id() + " has no key");
    }

    @Test
    @DisplayName("An error of the repository before the route is a failed delivery of this event")
    void repositoryFailsBefore() {
        EventDelivery failing
                = fixture.delivery(EventFixture.settings(new FailingRepository(Call.CONTAINS), null, Fetch.job, false));

        assertThatThrownBy(() -> failing.deliver(event, receiver)).hasMessage("no connection: CONTAINS");

        assertThat(receiver.routed).isEmpty();
        assertThat(receiver.discarded).hasSize(1);
        assertThat(receiver.calls).containsExactly("released");
        assertThat(fixture.counted).containsExactly("failed shop");
        assertThat(failing.isInProgress(event)).isFalse();
    }

    @Test
    @DisplayName("An event that was handled and could not be stored is reported and delivered again")
    void repositoryFailsAfter() {
        fixture.delivery(EventFixture.settings(new FailingRepository(Call.ADD), null, Fetch.job, false)).deliver(event,
                receiver);

        EventFixture.end(receiver.routed.get(0));

        assertThat(receiver.calls).containsExactly("released");
        assertThat(fixture.errors.messages).singleElement().asString().contains("could not be remembered");
        assertThat(fixture.errors.causes).singleElement().satisfies(e -> assertThat(e).hasMessage("no connection: ADD"));
        assertThat(fixture.counted).containsExactly("delivered shop after 7 s", "failed shop");
    }

    @Test
    @DisplayName("A key of the user's choice identifies the event")
    void chosenKey() {
        fixture.delivery(EventFixture.settings(fixture.handled, "${header.CamelDiffbotJobName}", Fetch.job, false))
                .deliver(event, receiver);
        EventFixture.end(receiver.routed.get(0));

        assertThat(fixture.handled.contains("shop")).isTrue();
        assertThat(fixture.handled.contains(event.id())).isFalse();
    }

    @Test
    @DisplayName("The expression of the key is initialized at the start")
    void initializesTheKey() {
        AtomicReference<CamelContext> initialized = new AtomicReference<>();
        // one that has not started has no language yet
        CamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("simple", new LanguageSupport() {
            @Override
            public Predicate createPredicate(String text) {
                throw new UnsupportedOperationException(text);
            }

            @Override
            public Expression createExpression(String text) {
                return new ExpressionAdapter() {
                    @Override
                    public void init(CamelContext of) {
                        initialized.set(of);
                    }
                };
            }
        });
        EventSettings settings = EventFixture.settings(fixture.handled, "${body.name}", Fetch.job, false);
        EventDelivery keyed = fixture.newDelivery(settings, new EventRepository(context, settings));
        assertThat(initialized).hasNullValue();

        keyed.start();

        assertThat(initialized).hasValue(context);
    }

    @Test
    @DisplayName("An event that another node handles while it waits for more than a second is not routed")
    void handledWhileWaiting() {
        EventDelivery.ClaimedEvent claimed = delivery.claim(event, receiver);
        fixture.handled.add(event.id());
        fixture.now.addAndGet(Duration.ofSeconds(1).toNanos() + 1);

        assertThat(claimed.route()).isFalse();

        assertThat(receiver.routed).isEmpty();
        assertThat(receiver.calls).containsExactly("acknowledged");
    }

    @Test
    @DisplayName("An event that has become obsolete since it was claimed is released without its route, and does not count as failed")
    void obsolete() {
        EventReceiver late = new ForwardingReceiver(receiver) {
            @Override
            public boolean isObsolete() {
                return true;
            }
        };

        assertThat(delivery.claim(event, late).route()).isFalse();

        assertThat(receiver.routed).isEmpty();
        assertThat(receiver.calls).containsExactly("released");
        assertThat(receiver.discarded).hasSize(1);
        assertThat(fixture.counted).isEmpty();
        assertThat(delivery.isInProgress(event)).isFalse();
    }

    @Test
    @DisplayName("An event whose exchange was dropped is released when the delivery tidies up")
    void dropped() {
        delivery.deliver(event, receiver);
        receiver.routed.clear();

        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
            System.gc();
            delivery.tidy();
            return receiver.calls.contains("released");
        });
    }

    @Test
    @DisplayName("The repository is not asked again within a second")
    void checkedOnce() {
        EventDelivery.ClaimedEvent claimed = delivery.claim(event, receiver);
        fixture.handled.add(event.id());
        fixture.now.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(claimed.route()).isTrue();

        assertThat(receiver.routed).hasSize(1);
    }

    @Test
    @DisplayName("A delivery counts only if the route has not failed immediately")
    void failsInTheRoute() {
        EventFixture.RecordedReceiver failing = fixture.new RecordedReceiver();
        EventDelivery.ClaimedEvent claimed = delivery.claim(event, new ForwardingReceiver(failing) {
            @Override
            public void route(Exchange exchange) {
                EventFixture.fail(exchange);
            }
        });

        assertThat(claimed.route()).isFalse();

        assertThat(failing.calls).containsExactly("released");
    }

    @Test
    @DisplayName("A route that throws releases the event once, and its exchange is discarded")
    void routeThrows() {
        EventDelivery.ClaimedEvent claimed = delivery.claim(event, new ForwardingReceiver(receiver) {
            @Override
            public void route(Exchange exchange) {
                throw new IllegalStateException("The context is stopped");
            }
        });

        assertThatThrownBy(claimed::route).hasMessage("The context is stopped");

        assertThat(receiver.calls).containsExactly("released");
        assertThat(receiver.discarded).hasSize(1);
        assertThat(fixture.counted).containsExactly("delivered shop after 7 s", "failed shop");
    }
}
