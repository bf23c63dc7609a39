/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.regex.Pattern;

import io.github.cameldiffbot.internal.client.http.CallError;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of a component: one for each base URL and token.
 */
public final class DiffbotSessions {

    private static final Logger LOG = LoggerFactory.getLogger(DiffbotSessions.class);

    private static final int MAX_IDLE = 16;

    private static final Pattern LOOPBACK = Pattern.compile("(?i)(.+\\.)?localhost|127(\\.\\d+){3}|\\[::1]");

    private final Supplier<CamelContext> context;
    private final Function<CamelContext, Meters> makeMeters;
    private final Lock lock = new ReentrantLock();
    private final Map<Key, DiffbotSession> sessions = new HashMap<>();
    private final Set<DiffbotSession> idle = new LinkedHashSet<>();
    private final Set<String> unencrypted = new HashSet<>();
    private int created;
    private boolean stopped;
    private @Nullable Meters meters;

    /**
     * @param makeMeters creates the meters of a context
     */
    public DiffbotSessions(Supplier<CamelContext> context, Function<CamelContext, Meters> makeMeters) {
        this.context = context;
        this.makeMeters = makeMeters;
    }

    public void start() {
        lock.lock();
        try {
            stopped = false;
        } finally {
            lock.unlock();
        }
        ContextSessions.of(context.get()).add(this);
    }

    /**
     * Returns the session of a base URL and token.
     *
     * @param  maker                 creates a session from its number and the meters of the context
     * @throws IllegalStateException if the component is stopped, because a new session would never be stopped
     */
    public DiffbotSession get(URI baseUrl, String token, BiFunction<Integer, Meters, DiffbotSession> maker) {
        Key key = new Key(baseUrl, token);
        lock.lock();
        try {
            if (stopped) {
                throw new IllegalStateException("The component is stopped: nothing can be sent to Diffbot any more");
            }
            DiffbotSession session = sessions.get(key);
            if (session == null) {
                if (meters == null) {
                    meters = makeMeters.apply(context.get());
                }
                warnIfUnencrypted(baseUrl);
                session = maker.apply(++created, meters);
                ServiceHelper.startService(session);
                sessions.put(key, session);
            }
            idle.remove(session);
            session.addUsers(1);
            return session;
        } finally {
            lock.unlock();
        }
    }

    // the caller holds the lock
    private void warnIfUnencrypted(URI baseUrl) {
        String host = String.valueOf(baseUrl.getHost());
        // by its text: a lookup of the name could take long
        if ("http".equalsIgnoreCase(baseUrl.getScheme()) && !LOOPBACK.matcher(host).matches()
                && unencrypted.add(baseUrl.toString())) {
            LOG.warn("The token and all data are sent to {} without encryption, because baseUrl begins with http://. Use"
                     + " https://, except for a sandbox on another host of a network that you trust",
                    baseUrl);
        }
    }

    public void release(DiffbotSession session) {
        lock.lock();
        try {
            if (session.addUsers(-1) == 0 && sessions.containsValue(session)) {
                session.health().unregister(context.get());
                idle.add(session);
                stopIdle();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Stops the session that has been idle for the longest time if there are too many. Camel stops unused endpoints of
     * dynamic steps while their results are still read, so a session outlives its endpoints.
     */
    private void stopIdle() {
        if (idle.size() > MAX_IDLE) {
            idle.stream().filter(session -> !session.isAwaited()).findFirst().ifPresent(session -> {
                idle.remove(session);
                sessions.values().remove(session);
                stopSession(session);
            });
        }
    }

    private void stopSession(DiffbotSession session) {
        session.health().unregister(context.get());
        ServiceHelper.stopService(session);
    }

    /**
     * Stops all sessions. When routes are reloaded, Camel drops some endpoints without stopping them.
     */
    public void stop() {
        List<DiffbotSession> last;
        lock.lock();
        try {
            stopped = true;
            last = List.copyOf(sessions.values());
        } finally {
            lock.unlock();
        }
        // without the lock: exchanges whose waits end now may request one
        last.forEach(this::stopSession);
        lock.lock();
        try {
            sessions.clear();
            created = 0;
            idle.clear();
            if (meters != null) {
                meters.close();
                meters = null;
            }
        } finally {
            lock.unlock();
        }
        ContextSessions.of(context.get()).remove(this);
    }

    public List<DiffbotSession> all() {
        lock.lock();
        try {
            return List.copyOf(sessions.values());
        } finally {
            lock.unlock();
        }
    }

    public long sum(ToLongFunction<DiffbotSession> figure) {
        return all().stream().mapToLong(figure).sum();
    }

    /**
     * Returns the credits that were spent for jobs, the most expensive of each session first, under the names of
     * session and job.
     *
     * @param max the maximum number of jobs of a session
     */
    public Map<String, Long> spentByJob(int max) {
        Map<String, Long> spent = new LinkedHashMap<>();
        for (DiffbotSession session : all()) {
            session.spentCredits().mostExpensive(max)
                    .forEach(job -> spent.put(session.health().getName() + "/" + job.job(), job.credits()));
        }
        return spent;
    }

    /**
     * Returns the last failed call; null for none.
     */
    public @Nullable CallError lastError() {
        return all().stream().map(session -> session.client().statistics().getLastError()).filter(Objects::nonNull)
                .max(Comparator.comparing(CallError::time)).orElse(null);
    }

    /**
     * The key of a session. Its text does not contain the token.
     */
    private record Key(URI baseUrl, String token) {

        @Override
        public String toString() {
            return baseUrl.toString();
        }
    }
}
