/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.cameldiffbot.job.EventSelection;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobDifference;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns looks at jobs into events for one listener, and keeps each event until it was handled. The events of one job
 * are handed out one at a time and in order: the next one only when the one before was handled, whatever thread does
 * that.
 */
public final class JobTracker {

    private static final Logger LOG = LoggerFactory.getLogger(JobTracker.class);

    /**
     * Looks in a row that must miss a job before it is told as deleted: a list can be short for a moment.
     */
    private static final int LOOKS_WITHOUT = 2;

    /**
     * Events of one job that may wait. A job cannot change that often unless somebody fails to handle any of it; then
     * the oldest that is not an end gives way.
     */
    private static final int MOST_WAITING = 1000;

    private static final int MOST_GONE = 1_000;

    private final Interest interest;
    private final Set<JobEventType> wanted;
    private final boolean tellPast;
    private final Map<JobKey, Track> tracks = new LinkedHashMap<>();
    private JobSnapshot lastLook;

    /**
     * @param interest the jobs to track
     * @param wanted   the events to tell of
     * @param tellPast whether the first look tells of what it finds; otherwise it is where telling starts from
     */
    public JobTracker(Interest interest, Set<JobEventType> wanted, boolean tellPast) {
        this.interest = interest;
        this.wanted = wanted;
        this.tellPast = tellPast;
    }

    /**
     * Takes in a look. The same look a second time changes nothing.
     */
    public synchronized void observe(JobSnapshot snapshot) {
        if (snapshot == lastLook) {
            return;
        }
        boolean first = lastLook == null;
        lastLook = snapshot;
        Set<JobKey> seen = new HashSet<>();
        for (Job job : snapshot.jobs()) {
            if (interest.includes(job)) {
                seen.add(job.getKey());
                see(job, first);
            }
        }
        int gone = 0;
        for (Map.Entry<JobKey, Track> entry : tracks.entrySet()) {
            if (!seen.contains(entry.getKey()) && entry.getValue().miss()) {
                gone++;
            }
        }
        forget(gone);
    }

    /**
     * Jobs that are gone are remembered for a while: an answer that was short two times must not make old ends new.
     */
    private void forget(int gone) {
        int tooMany = gone - MOST_GONE;
        Iterator<Track> oldest = tracks.values().iterator();
        while (tooMany > 0 && oldest.hasNext()) {
            if (oldest.next().isGone()) {
                oldest.remove();
                tooMany--;
            }
        }
    }

    /**
     * The events that can be handled now, at most one of each job. They stay here until {@link #done(JobEvent)}; until
     * then or {@link #failed(JobEvent)} they are not given out again.
     */
    public synchronized List<JobEvent> take(int most, Set<JobKey> except) {
        List<JobEvent> events = new ArrayList<>();
        for (Map.Entry<JobKey, Track> entry : tracks.entrySet()) {
            Track track = entry.getValue();
            if (events.size() < most && !track.taken && !track.waiting.isEmpty() && !except.contains(entry.getKey())) {
                track.taken = true;
                events.add(track.waiting.peekFirst());
            }
        }
        return events;
    }

    /**
     * The event was handled: it is not given out again.
     */
    public synchronized void done(JobEvent event) {
        Track track = tracks.get(event.job().getKey());
        if (track != null && track.isFirst(event)) {
            track.waiting.pollFirst();
            track.taken = false;
        }
    }

    /**
     * The event was not handled: it is given out again at the next poll.
     */
    public synchronized void failed(JobEvent event) {
        Track track = tracks.get(event.job().getKey());
        if (track != null && track.isFirst(event)) {
            track.taken = false;
            // to the end of the line: where a poll may only hand out so many, the others have their turn first
            tracks.remove(event.job().getKey());
            tracks.put(event.job().getKey(), track);
        }
    }

    /**
     * Whether the end of a job was seen and no event of it waits to be handled.
     */
    public synchronized boolean isDoneWith(Job ended) {
        Track track = tracks.get(ended.getKey());
        return track != null && track.waiting.isEmpty() && (track.gone || track.hasSeen(ended));
    }

    /**
     * How many events wait to be handled.
     */
    public synchronized int waiting() {
        return tracks.values().stream().mapToInt(track -> track.waiting.size()).sum();
    }

    /**
     * How many jobs are tracked.
     */
    public synchronized int jobs() {
        return (int) tracks.values().stream().filter(track -> !track.isGone()).count();
    }

    /**
     * The first of the jobs that are tracked.
     */
    public synchronized List<TrackReport> report(int most) {
        return tracks.values().stream().limit(most).map(track -> new TrackReport(track.last, track.waiting.size())).toList();
    }

    synchronized int remembered() {
        return tracks.size();
    }

    private void see(Job job, boolean first) {
        Track track = tracks.computeIfAbsent(job.getKey(), key -> new Track());
        Job previous = track.replace(job);
        if (previous != null || !first) {
            track.tell(JobDifference.between(previous, job, wanted));
        } else if (tellPast) {
            track.tell(JobDifference.first(job, wanted));
        } else {
            track.assume(JobDifference.first(job, wanted));
        }
    }

    /**
     * One job: what it was at the last look, and what is to be told of it.
     */
    private final class Track {

        private final Deque<JobEvent> waiting = new ArrayDeque<>();
        private final Map<JobEventType, String> lastEnd = new HashMap<>();
        private Job last;
        private int missing;
        private boolean gone;
        private boolean taken;

        /**
         * Takes the job as it is now, and gives what it was before; nothing if another job of its name was told as
         * deleted meanwhile.
         */
        Job replace(Job job) {
            boolean same = last != null && last.getJobCreationTimeUTC() == job.getJobCreationTimeUTC();
            Job previous = gone && !same ? null : last;
            last = job;
            missing = 0;
            gone = false;
            return previous;
        }

        /**
         * Whether an event is the one that is or can be given out. An exchange that was thought lost can still come to
         * its end, when the event was handled in another one.
         */
        boolean isFirst(JobEvent event) {
            return waiting.peekFirst() == event;
        }

        boolean hasSeen(Job ended) {
            return last.getJobCreationTimeUTC() > ended.getJobCreationTimeUTC()
                    || last.getJobCreationTimeUTC() == ended.getJobCreationTimeUTC() && last.getStatus().getGroup().isEnd()
                            && last.getJobCompletionTimeUTC() >= ended.getJobCompletionTimeUTC();
        }

        void tell(List<JobEvent> events) {
            for (JobEvent event : events) {
                if (remember(event)) {
                    wait(event);
                }
            }
        }

        void assume(List<JobEvent> events) {
            events.forEach(this::remember);
        }

        /**
         * Whether an event is news. A job that was over, was paused and is resumed is over again, with the same end.
         */
        private boolean remember(JobEvent event) {
            boolean end = event.type() == JobEventType.completed || event.type() == JobEventType.failed;
            return !end || !event.id().equals(lastEnd.put(event.type(), event.id()));
        }

        private void wait(JobEvent event) {
            JobEvent newest = waiting.peekLast();
            boolean newestIsTaken = taken && waiting.size() == 1;
            if (newest != null && !newestIsTaken && newest.type() == JobEventType.progress
                    && event.type() == JobEventType.progress) {
                // only the newest progress is worth telling
                waiting.pollLast();
            }
            if (waiting.size() >= MOST_WAITING) {
                dropOldest();
            }
            waiting.addLast(event);
        }

        private void dropOldest() {
            Iterator<JobEvent> oldest = waiting.iterator();
            // the first may be in somebody's hands
            oldest.next();
            JobEvent drop = oldest.next();
            while (EventSelection.COMPLETION.contains(drop.type()) && oldest.hasNext()) {
                drop = oldest.next();
            }
            waiting.remove(drop);
            LOG.warn("{} events of job '{}' wait to be handled, which is the most that are kept: event {} is dropped",
                    MOST_WAITING, drop.job().getName(), drop.id());
        }

        /**
         * Counts a look without the job, and says whether all is said about it.
         */
        boolean miss() {
            missing++;
            if (missing == LOOKS_WITHOUT && !gone) {
                gone = true;
                if (wanted.contains(JobEventType.deleted)) {
                    wait(JobDifference.deleted(last));
                }
            }
            return isGone();
        }

        boolean isGone() {
            return gone && waiting.isEmpty();
        }
    }
}
