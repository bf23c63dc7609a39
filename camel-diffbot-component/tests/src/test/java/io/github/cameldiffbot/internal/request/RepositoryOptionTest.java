/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Service;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@DisplayName("A repository is started once, and again after a failure")
class RepositoryOptionTest {

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicInteger starts = new AtomicInteger();
    private final AtomicInteger stops = new AtomicInteger();

    @BeforeEach
    void start() {
        context.start();
    }

    @Test
    @DisplayName("A repository is started once and stops with the context")
    void once() {
        Service repository = new Repository();

        start(repository);
        start(repository);
        context.stop();

        assertThat(starts).hasValue(1);
        assertThat(stops).hasValue(1);
    }

    @Test
    @DisplayName("A repository whose database is away is started again when it is needed again")
    void again() {
        startsAgain(new Repository());
    }

    @Test
    @DisplayName("A repository that does not know whether it is started is started again when it is needed again")
    void plainAgain() {
        startsAgain(new PlainRepository());
    }

    private void startsAgain(Service repository) {
        away.set(true);
        for (int i = 0; i < 2; i++) {
            assertThatIllegalStateException().isThrownBy(() -> start(repository))
                    .withMessageContaining("The idempotentRepository, a " + repository.getClass().getSimpleName())
                    .withMessageContaining("cannot be started (").withMessageContaining("the database is away")
                    .withMessageEndingWith("Nothing is delivered");
        }
        assertThat(starts).hasValue(2);

        away.set(false);
        start(repository);
        start(repository);
        assertThat(starts).hasValue(3);
    }

    private void start(Service repository) {
        RepositoryOption.start(context, "idempotentRepository", repository, "Nothing is delivered");
    }

    private void open() {
        starts.incrementAndGet();
        if (away.get()) {
            throw new IllegalArgumentException("the database is away");
        }
    }

    private final class Repository extends ServiceSupport {
        @Override
        protected void doStart() {
            open();
        }

        @Override
        protected void doStop() {
            stops.incrementAndGet();
        }
    }

    private final class PlainRepository implements Service {
        @Override
        public void start() {
            open();
        }

        @Override
        public void stop() {
            stops.incrementAndGet();
        }
    }
}
