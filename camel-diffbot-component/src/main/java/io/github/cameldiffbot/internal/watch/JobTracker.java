/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.cameldiffbot.job.EventSelection;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventDetector;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobKey;

/**
 * Turns looks at jobs into events for one listener, and keeps each event until it was handled. The events of one job
 * are handed out one at a time and in order: the next one only when the one before was handled, whatever thread does
 * that.
 */
public final class JobTracker {

    /**
     * Looks in a row that must miss a job before it is told as deleted: a list can be short for a moment.
     */
    private static final int MISSES_UNTIL_DELETED = 2;

    private static final int MAX_GONE = 1_000;

    /**
     * How much later than it was created a job may appear in a list, in seconds. One that is older was left out of the
     * lists before, or belongs to another account.
     */
    private static final long MAX_LIST_LAG = 600;

    private final JobSelector selector;
    private final boolean emitExisting;
    private final Map<JobKey, Track> tracks = new LinkedHashMap<>();
    private Set<JobEventType> wanted;
    private JobSnapshot lastSnapshot;
    private long serverTime;
    private volatile boolean markedFollowed;

    /**
     * @param selector     the jobs to track
     * @param wanted       the events to tell of
     * @param emitExisting whether the first look tells of what it finds; otherwise it is where telling starts from
     */
    public JobTracker(JobSelector selector, Set<JobEventType> wanted, boolean emitExisting) {
        this.selector = selector;
        this.wanted = wanted;
        this.emitExisting = emitExisting;
    }

    /**
     * Changes the events to tell of. Those that wait and are no longer wanted are dropped.
     */
    public synchronized void selectEvents(Set<JobEventType> events) {
        wanted = events;
        tracks.values().forEach(track -> track.queue.retain(events));
    }

    /**
     * Takes in a look, of whose past nothing is known to be handled. The same look a second time changes nothing.
     */
    public void observe(JobSnapshot snapshot) {
        observe(snapshot, null);
    }

    /**
     * Takes in a look. The same look a second time changes nothing.
     *
     * @param handled what was handled before, by this process or another; null when there is no way to know
     */
    public void observe(JobSnapshot snapshot, HandledEvents handled) {
        if (handled == null || !emitExisting) {
            apply(snapshot, Map.of());
            return;
        }
        // outside of the lock: it may ask a database
        boolean rounds = !markedFollowed && hasRounds(snapshot);
        boolean followed = rounds && handled.isFollowed();
        Map<JobKey, HandledPast> past = isFirst() ? past(snapshot, handled, followed) : Map.of();
        if (rounds) {
            if (!followed) {
                handled.follow();
            }
            markedFollowed = true;
        }
        apply(snapshot, past);
    }

    private synchronized boolean isFirst() {
        return lastSnapshot == null;
    }

    private synchronized boolean hasRounds(JobSnapshot snapshot) {
        return wanted.contains(JobEventType.roundCompleted) && snapshot.jobs().stream()
                .anyMatch(job -> (job.getRepeat() > 0 || job.getRoundsCompleted() > 0) && selector.includes(job));
    }

    private Map<JobKey, HandledPast> past(JobSnapshot snapshot, HandledEvents handled, boolean followed) {
        Map<JobKey, HandledPast> past = new HashMap<>();
        for (Job job : snapshot.jobs()) {
            if (selector.includes(job)) {
                past.put(job.getKey(), HandledPast.of(job, handled, followed));
            }
        }
        return past;
    }

    private synchronized void apply(JobSnapshot snapshot, Map<JobKey, HandledPast> past) {
        if (snapshot == lastSnapshot) {
            return;
        }
        boolean first = lastSnapshot == null;
        lastSnapshot = snapshot;
        Set<JobKey> seen = new HashSet<>();
        for (Job job : snapshot.jobs()) {
            if (selector.includes(job)) {
                seen.add(job.getKey());
                observeJob(job, first, past.get(job.getKey()));
            }
        }
        if (snapshot.serverTime() > 0) {
            serverTime = snapshot.serverTime();
        }
        int gone = 0;
        for (Map.Entry<JobKey, Track> entry : tracks.entrySet()) {
            if (!seen.contains(entry.getKey()) && entry.getValue().recordMiss()) {
                gone++;
            }
        }
        forget(gone);
    }

    /**
     * Jobs that are gone are remembered for a while: an answer that was short two times must not make old ends new.
     */
    private void forget(int gone) {
        int tooMany = gone - MAX_GONE;
        Iterator<Track> oldest = tracks.values().iterator();
        while (tooMany > 0 && oldest.hasNext()) {
            if (oldest.next().isGone()) {
                oldest.remove();
                tooMany--;
            }
        }
    }

    /**
     * The events that can be handled now, at most one of each job. They stay here until {@link #acknowledge(JobEvent)};
     * until then or {@link #release(JobEvent)} they are not given out again.
     */
    public synchronized List<JobEvent> claim(int max, Set<JobKey> except) {
        List<JobEvent> events = new ArrayList<>();
        for (Map.Entry<JobKey, Track> entry : tracks.entrySet()) {
            Track track = entry.getValue();
            if (events.size() < max && track.queue.hasNext() && !except.contains(entry.getKey())) {
                events.add(track.queue.claim());
            }
        }
        return events;
    }

    /**
     * The event was handled: it is not given out again.
     */
    public synchronized void acknowledge(JobEvent event) {
        Track track = tracks.get(event.job().getKey());
        if (track != null && track.queue.isFirst(event)) {
            track.queue.acknowledge();
        }
    }

    /**
     * The event was not handled: it is given out again at the next poll.
     */
    public synchronized void release(JobEvent event) {
        Track track = tracks.get(event.job().getKey());
        if (track != null && track.queue.isFirst(event)) {
            track.queue.release();
            // to the end of the line: where a poll may only hand out so many, the others have their turn first
            tracks.remove(event.job().getKey());
            tracks.put(event.job().getKey(), track);
        }
    }

    /**
     * Whether the end of a job was seen and no event of it waits to be handled.
     */
    public synchronized boolean hasHandled(Job ended) {
        Track track = tracks.get(ended.getKey());
        return track != null && track.queue.isEmpty() && !track.detector.isHolding()
                && (track.gone || track.hasSeen(ended));
    }

    /**
     * How many events wait to be handled.
     */
    public synchronized int pendingEvents() {
        return tracks.values().stream().mapToInt(track -> track.queue.size()).sum();
    }

    /**
     * How many jobs are tracked.
     */
    public synchronized int jobCount() {
        return (int) tracks.values().stream().filter(track -> !track.isGone()).count();
    }

    /**
     * The first of the jobs that are tracked.
     */
    public synchronized List<TrackedJobInfo> report(int max) {
        return tracks.values().stream().limit(max).map(track -> new TrackedJobInfo(track.last(), track.queue.size()))
                .toList();
    }

    synchronized int rememberedJobs() {
        return tracks.size();
    }

    private void observeJob(Job job, boolean first, HandledPast past) {
        Track track = tracks.get(job.getKey());
        if (track == null || track.isSucceededBy(job)) {
            // the events of the job before, if there was one, wait on
            track = new Track(track == null ? new EventQueue() : track.queue);
            tracks.put(job.getKey(), track);
            track.start(job, first, past);
        } else {
            track.observe(job);
        }
    }

    /**
     * One job: what is known of it, and what is to be told of it.
     */
    private final class Track {

        private final JobEventDetector detector = new JobEventDetector();
        private final EventQueue queue;
        private int misses;
        private boolean gone;

        Track(EventQueue queue) {
            this.queue = queue;
        }

        Job last() {
            return detector.last();
        }

        /**
         * Whether this is another job of the same name, after the one before was told as deleted.
         */
        boolean isSucceededBy(Job job) {
            return gone && last().getJobCreationTimeUTC() != job.getJobCreationTimeUTC();
        }

        void start(Job job, boolean first, HandledPast past) {
            boolean old = first || job.getJobCreationTimeUTC() < serverTime - MAX_LIST_LAG;
            if (!old) {
                emit(detector.findNext(job, wanted));
            } else if (emitExisting) {
                HandledPast handled = past == null ? HandledPast.unknown(job) : past;
                emit(detector.findPast(job, wanted, handled.firstRound(), handled.ended()));
            } else if (!first && job.getJobCompletionTimeUTC() >= serverTime) {
                // it was not seen, but it ended after what is old
                emit(JobEventDetector.findFirst(job, ends()));
                detector.start(job, serverTime);
            } else {
                detector.start(job, first ? job.getCurrentTimeUTC() : serverTime);
            }
        }

        private Set<JobEventType> ends() {
            return wanted.stream().filter(EventSelection.COMPLETION::contains).collect(Collectors.toSet());
        }

        void observe(Job job) {
            misses = 0;
            gone = false;
            emit(detector.findNext(job, wanted));
        }

        boolean hasSeen(Job ended) {
            return last().getJobCreationTimeUTC() > ended.getJobCreationTimeUTC()
                    || last().getJobCreationTimeUTC() == ended.getJobCreationTimeUTC()
                            && last().getStatus().getGroup().isEnd()
                            && last().getJobCompletionTimeUTC() >= ended.getJobCompletionTimeUTC();
        }

        private void emit(List<JobEvent> events) {
            events.forEach(queue::add);
        }

        /**
         * Counts a look without the job, and says whether all is said about it.
         */
        boolean recordMiss() {
            misses++;
            if (misses == MISSES_UNTIL_DELETED && !gone) {
                gone = true;
                emit(detector.findDeletion(wanted));
            }
            return isGone();
        }

        boolean isGone() {
            return gone && queue.isEmpty();
        }
    }
}
