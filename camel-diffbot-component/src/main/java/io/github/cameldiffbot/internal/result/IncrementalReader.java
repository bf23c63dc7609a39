/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.cameldiffbot.error.DiffbotException;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.data.filter.Checkpoint;
import io.github.cameldiffbot.internal.data.filter.IncrementalFilter;
import io.github.cameldiffbot.internal.exchange.ResultRequest;
import io.github.cameldiffbot.internal.exchange.ResultScope;
import io.github.cameldiffbot.internal.exchange.Rollback;
import io.github.cameldiffbot.internal.request.RepositoryOption;
import io.github.cameldiffbot.internal.session.EndpointSession;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.StateRepository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads only records that are new since the last read. The checkpoint of a read is saved after the read reached its end
 * and its exchange succeeded, so that unhandled records are read again.
 */
final class IncrementalReader {

    private static final Logger LOG = LoggerFactory.getLogger(IncrementalReader.class);

    // compare and save are atomic within this process; the locks are shared by all repositories, because two objects
    // may use the same store
    private static final Lock[] LOCKS = Stream.generate(ReentrantLock::new).limit(32).toArray(Lock[]::new);

    // the maximum time by which a record can be ahead of the clock of the server, or of this machine if the former is
    // unknown
    private static final Duration LATE = Duration.ofMinutes(15);

    private final ResultSettings settings;
    private final EndpointSession session;
    private final CamelContext camelContext;

    IncrementalReader(ResultSettings settings, EndpointSession session, CamelContext camelContext) {
        this.settings = settings;
        this.session = session;
        this.camelContext = camelContext;
    }

    /**
     * Begins a read at the checkpoint of the last one.
     *
     * @param known the age of the job's status
     */
    ReadAttempt begin(ResultRequest job, Duration known) {
        String key = key(job);
        String stored = repository().getState(key);
        return new ReadAttempt(key, stored, parse(key, stored), job.serverTime(known).plus(LATE));
    }

    private static String key(ResultRequest job) {
        return job.type() + "/" + job.name();
    }

    /**
     * Claims the right to read until the results are released. Two concurrent reads would deliver the same records.
     *
     * @throws IllegalStateException if another exchange reads with the same key
     */
    void claim(ResultRequest job, ResultScope scope) {
        Runnable release = session.get().incrementalClaims().begin(repository(), key(job), scope::exchange);
        scope.results().atEnd(done -> release.run());
    }

    /**
     * Returns the request with the current status of the job if the read is incremental and the status is unknown. The
     * server's clock limits the valid times, and the number of objects shows whether records are missing. A failure to
     * read the status is ignored.
     */
    static ResultRequest withCurrentJob(ResultSettings settings, DiffbotClient client, ResultRequest job) {
        if (!settings.incremental() || job.job() != null) {
            return job;
        }
        try {
            return client.reads().find(job.type(), job.name()).map(found -> job.with(found)).orElse(job);
        } catch (DiffbotException e) {
            LOG.debug("The status of job '{}' could not be read before its data: {}", job.name(), e.getMessage());
            return job;
        }
    }

    /**
     * Saves the checkpoint of a read after the last exchange that can use its results succeeded.
     *
     * @param read returns the read, or null if there was none
     */
    static void saveWith(ResultScope scope, Supplier<@Nullable ReadAttempt> read) {
        scope.results().atEnd(done -> {
            ReadAttempt news = read.get();
            if (news != null && done != null && !done.isFailed() && !Rollback.isRequested(done)) {
                news.save();
            }
        });
    }

    private StateRepository<String, String> repository() {
        StateRepository<String, String> repository = settings.stateRepository();
        if (repository == null) {
            return session.get().checkpoints();
        }
        RepositoryOption.start(camelContext, "stateRepository", repository,
                "Without it all records would be read again, so none is read before it starts");
        return repository;
    }

    private Checkpoint parse(String key, @Nullable String stored) {
        if (stored == null) {
            return Checkpoint.START;
        }
        try {
            return Checkpoint.parse(stored);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The checkpoint of an incremental read that the stateRepository, a "
                                            + repository().getClass().getSimpleName()
                                            + ", has under the key '" + key + "' is invalid: "
                                            + e.getMessage() + ". Restore it, or remove it to read all records again",
                    e);
        }
    }

    /**
     * An attempt to read a job incrementally.
     */
    final class ReadAttempt {

        private final String key;
        private final @Nullable String stored;
        private final IncrementalFilter filter;
        // null before the end of the read
        private volatile @Nullable Checkpoint end;

        private ReadAttempt(String key, @Nullable String stored, Checkpoint start, Instant latest) {
            this.key = key;
            this.stored = stored;
            this.filter = new IncrementalFilter(
                    start, Duration.ofMillis(settings.lookbackWindow()), latest);
        }

        IncrementalFilter filter() {
            return filter;
        }

        /**
         * Marks the end of the read: the checkpoint can be saved when the exchange succeeds.
         */
        void ended() {
            Checkpoint reached = filter.end();
            if (filter.timeless() > 0) {
                LOG.warn("{} records of '{}' have no valid time, so that each read delivers them",
                        filter.timeless(), key);
            }
            Duration window = filter.window();
            if (window.toMillis() < settings.lookbackWindow()) {
                LOG.warn("The newest records of '{}' are too many to remember each: one that comes more than {} late is not"
                         + " read, instead of the {} ms of the option lookbackWindow",
                        key, window, settings.lookbackWindow());
            }
            end = reached;
        }

        private void save() {
            if (end == null) {
                return;
            }
            Lock lock = LOCKS[Math.floorMod(key.hashCode(), LOCKS.length)];
            lock.lock();
            try {
                String current = repository().getState(key);
                boolean untouched = current == null ? stored == null : current.equals(stored);
                // never replaces the checkpoint of a later read
                if (untouched || end.isAfter(parse(key, current))) {
                    String text = end.toText();
                    if (!text.equals(current)) {
                        repository().setState(key, text);
                    }
                }
            } catch (RuntimeException e) {
                LOG.error("The checkpoint of the incremental read of '{}' could not be saved: its records are read again", key,
                        e);
            } finally {
                lock.unlock();
            }
        }
    }
}
