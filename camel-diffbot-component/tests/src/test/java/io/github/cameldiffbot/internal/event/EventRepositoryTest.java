/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.FailingRepository;
import io.github.cameldiffbot.FailingRepository.Call;
import io.github.cameldiffbot.Fetch;
import io.github.cameldiffbot.RecordingRepository;
import io.github.cameldiffbot.StartFrom;
import io.github.cameldiffbot.internal.request.JobHeaders;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A repository of events is started on request and knows events by id or key")
class EventRepositoryTest {

    private static final IdempotentRepository FILE
            = FileIdempotentRepository.fileIdempotentRepository(Path.of("handled").toFile());

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final JobEvent event = EventFixture.completed("shop");

    private EventRepository events(IdempotentRepository repository, String key) {
        return new EventRepository(context, EventFixture.settings(repository, key, Fetch.job, false));
    }

    @Test
    @DisplayName("A consumer starts with the past where its repository outlives the process, and with the present otherwise")
    void startFrom() {
        assertThat(events(FILE, null).startFrom(null)).isEqualTo(StartFrom.earliest);
        assertThat(events(FILE, null).isPersistent()).isTrue();
        assertThat(events(new MemoryIdempotentRepository(), null).startFrom(null)).isEqualTo(StartFrom.latest);
        assertThat(events(null, null).startFrom(null)).isEqualTo(StartFrom.latest);
        assertThat(events(null, null).isPersistent()).isFalse();
        assertThat(events(FILE, null).startFrom(StartFrom.latest)).isEqualTo(StartFrom.latest);
    }

    @Test
    @DisplayName("The start of a consumer whose repository is unknown has to be set, and the error says how")
    void unknownLifetime() {
        EventRepository events = events(new RecordingRepository(), null);

        assertThatThrownBy(() -> events.startFrom(null)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("startFrom=earliest").hasMessageContaining(RecordingRepository.class.getName());
        assertThat(events.startFrom(StartFrom.earliest)).isEqualTo(StartFrom.earliest);
    }

    @Test
    @DisplayName("The repository of the endpoint comes before the one of its webhook")
    void otherwise() {
        MemoryIdempotentRepository own = new MemoryIdempotentRepository();
        MemoryIdempotentRepository other = new MemoryIdempotentRepository();

        assertThat(new EventRepository(context, EventFixture.settings(own, null, Fetch.job, false), other).repository())
                .isSameAs(own);
        assertThat(new EventRepository(context, EventFixture.settings(null, null, Fetch.job, false), other).repository())
                .isSameAs(other);
    }

    @Test
    @DisplayName("An event is known by its id only if the keys are ids")
    void knows() {
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
        repository.start();
        repository.add(event.id());

        assertThat(events(repository, null).knows(event)).isTrue();
        assertThat(events(repository, null).knows(EventFixture.completed("books"))).isFalse();
        assertThat(events(repository, "${header.CamelDiffbotJobName}").knows(event)).isFalse();
        assertThat(events(null, null).knows(event)).isFalse();
    }

    @Test
    @DisplayName("With the same idempotentKey, the event expiring has another key than the end, and both routes their own")
    void keyOfExpiring() {
        JobEvent expiring = new JobEvent(JobEventType.expiring, "id", event.job(), null, 0);
        Exchange exchange = new DefaultExchange(context);
        JobHeaders.set(exchange.getMessage(), expiring);
        EventRepository named = events(null, "${header.CamelDiffbotJobName}-orders");

        assertThat(named.key(exchange, expiring)).isEqualTo("shop-orders/expiring");
        assertThat(named.key(exchange, event)).isEqualTo("shop-orders");
        assertThat(events(null, null).key(exchange, expiring)).isEqualTo("id");
    }

    @Test
    @DisplayName("An event that another node stored at the same moment is stored")
    void storedByAnotherNode() {
        FailingRepository repository = new FailingRepository(Call.ADDED);
        repository.start();
        EventRepository events = events(repository, null);

        assertThatCode(() -> events.add(new DefaultExchange(context), "id")).doesNotThrowAnyException();

        assertThat(events.contains(new DefaultExchange(context), "id")).isTrue();
    }

    @Test
    @DisplayName("The failure to store an event contains the failure to find it, as suppressed")
    void storedByNobody() {
        EventRepository events = events(new FailingRepository(Call.ADD, Call.CONTAINS), null);

        assertThatThrownBy(() -> events.add(new DefaultExchange(context), "id")).hasMessage("no connection: ADD")
                .satisfies(e -> assertThat(e.getSuppressed()).singleElement().hasToString(
                        "java.lang.IllegalStateException: no connection: CONTAINS"));
    }

    @Test
    @DisplayName("An event is removed under its key, by a repository that is started for it")
    void removes() {
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository() {
            @Override
            protected void doStart() throws Exception {
                super.doStart();
                add("shop");
                add("books");
            }
        };
        context.start();

        events(repository, "${header.CamelDiffbotJobName}").remove(new DefaultExchange(context), event);

        assertThat(repository.isStarted()).isTrue();
        assertThat(repository.contains("shop")).isFalse();
        assertThat(repository.contains("books")).isTrue();
        assertThatCode(() -> events(null, null).remove(new DefaultExchange(context), event)).doesNotThrowAnyException();
        context.stop();
    }

    @Test
    @DisplayName("The repository is started on request, at most once")
    void starts() {
        AtomicInteger starts = new AtomicInteger();
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository() {
            @Override
            protected void doStart() throws Exception {
                starts.incrementAndGet();
                super.doStart();
            }
        };
        context.start();

        events(repository, null).startRepository();
        events(repository, null).startRepository();

        assertThat(repository.isStarted()).isTrue();
        assertThat(starts).hasValue(1);
        context.stop();
    }
}
