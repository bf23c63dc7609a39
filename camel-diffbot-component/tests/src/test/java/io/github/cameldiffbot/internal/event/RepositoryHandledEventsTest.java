/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.internal.watch.HandledEvents;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Handled events are known from the repository")
class RepositoryHandledEventsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> confirmed = new ArrayList<>();
    private final MemoryIdempotentRepository repository = new MemoryIdempotentRepository() {
        @Override
        public boolean confirm(String key) {
            confirmed.add(key);
            return super.confirm(key);
        }
    };

    @BeforeEach
    void start() {
        repository.start();
    }

    private HandledEvents past(String jobName, String key) {
        EventSettings settings = new EventSettings(
                "diffbot:bulk", JobType.bulk, jobName, true, "all", Fetch.job, key, repository, null, false);
        EventRepository events = new EventRepository(context, settings);
        events.start();
        return events.past(settings, () -> new DefaultExchange(context));
    }

    @Test
    @DisplayName("Events are known by their id or by the key of the user's choice")
    void contains() {
        repository.add(EventFixture.completed("shop").id());
        repository.add("books");

        assertThat(past(null, null).contains(EventFixture.completed("shop"))).isTrue();
        assertThat(past(null, null).contains(EventFixture.completed("books"))).isFalse();
        assertThat(past(null, "${header.CamelDiffbotJobName}").contains(EventFixture.completed("books"))).isTrue();
        assertThat(past(null, "${header.CamelDiffbotJobName}").contains(EventFixture.completed("shop"))).isFalse();
    }

    @Test
    @DisplayName("An event without a key was not handled: it is reported when it is delivered")
    void keyless() {
        assertThat(past(null, "${header.none}").contains(EventFixture.completed("shop"))).isFalse();
    }

    @Test
    @DisplayName("Jobs that were followed before are known as such after a restart, for the same jobs and key only")
    void followed() {
        assertThat(past("news*", null).isFollowed()).isFalse();

        past("news*", null).follow();

        assertThat(past("news*", null).isFollowed()).isTrue();
        assertThat(past("shop", null).isFollowed()).isFalse();
        assertThat(past(null, null).isFollowed()).isFalse();
        assertThat(past("news*", "${header.CamelDiffbotJobName}").isFollowed()).isFalse();
        assertThat(confirmed).containsExactly("bulk/news*/-/-/-/followed");
    }

    @Test
    @DisplayName("A consumer of all jobs and one with a key of its own have marks of their own")
    void marks() {
        past(null, null).follow();
        past(null, "${header.CamelDiffbotJobName}").follow();

        assertThat(confirmed).containsExactly("bulk/*/-/-/-/followed", "bulk/*/-/-/-/followed/${header.CamelDiffbotJobName}");
    }

    @Test
    @DisplayName("Without a repository there is no past")
    void none() {
        EventSettings settings = EventFixture.settings(null, null, Fetch.job, false);

        assertThat(new EventRepository(context, settings).past(settings, () -> new DefaultExchange(context))).isNull();
    }

    @Test
    @DisplayName("Repositories get the exchange of the event")
    void exchange() {
        List<Exchange> exchanges = new ArrayList<>();
        EventSettings settings = EventFixture.settings(new MemoryIdempotentRepository() {
            @Override
            public boolean contains(Exchange exchange, String key) {
                exchanges.add(exchange);
                return true;
            }
        }, null, Fetch.job, false);
        EventRepository events = new EventRepository(context, settings);

        assertThat(events.past(settings, () -> new DefaultExchange(context)).contains(EventFixture.completed("shop"))).isTrue();

        assertThat(exchanges).singleElement()
                .satisfies(exchange -> assertThat(exchange.getMessage().getHeader("CamelDiffbotJobName")).isEqualTo("shop"));
    }
}
