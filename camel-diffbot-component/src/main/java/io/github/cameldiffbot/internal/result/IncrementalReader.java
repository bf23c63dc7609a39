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
import io.github.cameldiffbot.internal.session.EndpointSession;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.StateRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads only what is newer than the last read, and remembers how far a read came: only when it came to its end and its
 * exchange succeeded, so that what was not handled comes again.
 */
final class IncrementalReader {

    private static final Logger LOG = LoggerFactory.getLogger(IncrementalReader.class);

    // compare and save are one step for all who save here; over all repositories, as one may be had under two names
    private static final Lock[] LOCKS = Stream.generate(ReentrantLock::new).limit(32).toArray(Lock[]::new);

    // how much later than the server's time, or than ours where that is not known, a record can be
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
     * Starts the repository: at once, as this runs while the context itself is starting. It is stopped with the
     * context, as other routes may use it, too.
     */
    void start() throws Exception {
        StateRepository<String, String> repository = settings.stateRepository();
        if (settings.incremental() && repository != null && !camelContext.hasService(repository)) {
            try {
                camelContext.addService(repository, true, true);
            } catch (Exception e) {
                throw new IllegalStateException(
                        "The stateRepository, a " + repository.getClass().getSimpleName() + ", cannot be started ("
                                                + e.getMessage() + "). Without it all records would come again, so none"
                                                + " is read before it can",
                        e);
            }
        }
    }

    /**
     * A filter for one read of a job, from where the last one ended.
     *
     * @param known how long ago the job was looked at
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
     * Begins a read until its results are done with. Two at once would both hand out what is new.
     *
     * @throws IllegalStateException when another exchange reads with the same key
     */
    void claim(ResultRequest job, ResultScope scope) {
        Runnable release = session.get().incrementalClaims().begin(repository(), key(job), scope::exchange);
        scope.atEnd(done -> release.run());
    }

    /**
     * The job before its data is read, if that was not looked at yet and is read incrementally: its clock tells which
     * times are possible, and its numbers whether records are missing. A look that fails changes nothing.
     */
    static ResultRequest withCurrentJob(ResultSettings settings, DiffbotClient client, ResultRequest job) {
        if (!settings.incremental() || job.job() != null) {
            return job;
        }
        try {
            return client.find(job.type(), job.name()).map(found -> job.with(found)).orElse(job);
        } catch (DiffbotException e) {
            LOG.debug("Job '{}' could not be looked at before its data is read: {}", job.name(), e.getMessage());
            return job;
        }
    }

    /**
     * Saves how far a read came when the last exchange that can use its results succeeds.
     *
     * @param read gives the read, or null if there was none
     */
    static void saveWith(ResultScope scope, Supplier<ReadAttempt> read) {
        scope.atEnd(done -> {
            ReadAttempt news = read.get();
            if (news != null && done != null && !done.isFailed() && !Rollback.isRequested(done)) {
                news.save();
            }
        });
    }

    private StateRepository<String, String> repository() {
        StateRepository<String, String> repository = settings.stateRepository();
        return repository != null ? repository : session.get().checkpoints();
    }

    private Checkpoint parse(String key, String stored) {
        if (stored == null) {
            return Checkpoint.START;
        }
        try {
            return Checkpoint.parse(stored);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The position of an incremental read that the stateRepository, a " + repository().getClass().getSimpleName()
                                            + ", has under the key '" + key + "' cannot be understood: "
                                            + e.getMessage() + ". Restore it, or remove it to read all records again",
                    e);
        }
    }

    /**
     * One read of a job.
     */
    final class ReadAttempt {

        private final String key;
        private final String stored;
        private final IncrementalFilter filter;
        // null before all was read
        private volatile Checkpoint end;

        private ReadAttempt(String key, String stored, Checkpoint start, Instant latest) {
            this.key = key;
            this.stored = stored;
            this.filter = new IncrementalFilter(
                    start, Duration.ofMillis(settings.lookbackWindow()), latest);
        }

        IncrementalFilter filter() {
            return filter;
        }

        /**
         * All was read: the position can be saved when the exchange has succeeded.
         */
        void ended() {
            Checkpoint reached = filter.end();
            if (filter.timeless() > 0) {
                LOG.warn("{} records of '{}' have no time, or one that cannot be, so that they come with each read",
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
                // another read that came further has saved meanwhile: never back
                if (untouched || end.isAfter(parse(key, current))) {
                    String text = end.toText();
                    if (!text.equals(current)) {
                        repository().setState(key, text);
                    }
                }
            } catch (RuntimeException e) {
                LOG.error("The position of the incremental read of '{}' could not be saved: its records come again", key, e);
            } finally {
                lock.unlock();
            }
        }
    }
}
