/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.cameldiffbot.internal.watch.EventScript.Evidence;
import io.github.cameldiffbot.internal.watch.EventScript.Fact;
import io.github.cameldiffbot.internal.watch.EventScript.Form;
import io.github.cameldiffbot.internal.watch.ModelJob.Step;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobEventType;
import io.github.cameldiffbot.job.JobType;

/**
 * A script and the processes that poll while it runs, all with one repository: node a, which may be killed and
 * restarted, and a node b. Its text can be parsed again: {@code single start@a finish kill pause@ab} names the nodes
 * that poll after each step. Before the first step and after the last one all poll; with the word latest, node a polls
 * for the first time after the step before it, with {@code startFrom=latest}. The word hidden means that a pause hides
 * the completion time.
 */
final class EventPath {

    private static final JobSelector MODEL = JobSelector.named(JobType.job, "model");
    private static final Set<JobEventType> ALL = EventSelection.parse("all");

    private final EventScript script;
    private final int states;
    private final int a;
    private final int b;
    private final int kill;
    private final int latest;
    private final Set<String> repository = new HashSet<>();
    private final List<JobEvent> delivered = new ArrayList<>();
    private final List<Integer> by = new ArrayList<>();

    /**
     * @param a      the steps after which node a polls, as bits
     * @param b      the steps after which node b polls; -1 without node b
     * @param kill   the step after which node a is killed and restarted; -1 for none
     * @param latest the step after which node a starts with startFrom=latest; -1 if it started before
     */
    EventPath(EventScript script, int a, int b, int kill, int latest) {
        this.script = script;
        this.states = script.states();
        this.a = latest < 0 ? polled(a) : polled(a) >> latest << latest | 1 << latest;
        this.b = b < 0 ? 0 : polled(b);
        this.kill = kill;
        this.latest = latest;
    }

    /** The polled states: the first, the last two, and those after the given steps. */
    private int polled(int steps) {
        return 1 | steps << 1 | 3 << states - 2;
    }

    static EventPath parse(String text) {
        List<Step> steps = new ArrayList<>();
        boolean repeats = false;
        boolean hidesTime = false;
        int a = 0;
        int b = -1;
        int kill = -1;
        int latest = -1;
        for (String word : text.trim().split("\\s+")) {
            switch (word) {
                case "single" -> repeats = false;
                case "repeating" -> repeats = true;
                case "hidden" -> hidesTime = true;
                case "kill" -> kill = steps.size();
                case "latest" -> latest = steps.size();
                default -> {
                    String[] parts = word.split("@");
                    String nodes = parts.length > 1 ? parts[1] : "";
                    a |= nodes.contains("a") ? 1 << steps.size() : 0;
                    b = nodes.contains("b") ? Math.max(0, b) | 1 << steps.size() : b;
                    steps.add(Step.valueOf(parts[0]));
                }
            }
        }
        return new EventPath(new EventScript(repeats, hidesTime, steps), a, b, kill, latest);
    }

    /**
     * Runs the path and checks the delivered events.
     */
    EventPath check() {
        run();
        try {
            verify();
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nscript: " + this + "\ndelivered: " + ids(), e);
        }
        return this;
    }

    List<String> ids() {
        return delivered.stream().map(JobEvent::id).toList();
    }

    /**
     * The delivered events, good and bad ends under the name in their ids.
     */
    List<String> names() {
        return delivered.stream().map(event -> event.id().split("/")[5]).toList();
    }

    private void run() {
        Process nodeA = new Process(0, latest < 0);
        Process nodeB = b == 0 ? nodeA : new Process(1, true);
        for (int i = 0; i < states; i++) {
            if ((a & 1 << i) != 0) {
                nodeA.poll(i);
            }
            if ((b & 1 << i) != 0) {
                nodeB.poll(i);
            }
            if (i == kill) {
                nodeA = new Process(2, true);
            }
        }
    }

    private void verify() {
        for (Fact fact : script.facts) {
            int times = 0;
            for (JobEvent event : delivered) {
                times += fact.isOf(event) ? 1 : 0;
            }
            if (fact.step() <= latest) {
                require(times == 0, "is old, but delivered", fact);
                continue;
            }
            require(times > 0 || !isDue(fact) || looksLikeOneBefore(fact), "is lost", fact);
            require(times <= 1 || times <= forms(fact).size() || script.looksLikeOneBefore(fact),
                    "is delivered " + times + " times", fact);
        }
        verifyOrder();
        if (b == 0 && kill < 0 && latest < 0) {
            verifyStatus();
        }
    }

    /**
     * Checks that the ends of a process come in order, and that each took place.
     */
    private void verifyOrder() {
        int[] last = new int[3];
        for (int i = 0; i < delivered.size(); i++) {
            JobEvent event = delivered.get(i);
            if (EventSelection.COMPLETION.contains(event.type())) {
                Fact fact = script.facts.stream().filter(it -> it.isOf(event)).findFirst()
                        .orElseThrow(() -> new AssertionError("there was no " + event.id()));
                require(fact.step() >= last[by.get(i)], "is out of order", fact);
                last[by.get(i)] = fact.step();
            }
        }
    }

    /**
     * Checks that each polled pause is a separate event.
     */
    private void verifyStatus() {
        int pauses = 0;
        int before = 0;
        long life = 0;
        for (int i = 0; i < states; i++) {
            if ((a & 1 << i) != 0 && script.shown(i) != null) {
                int status = script.shown(i).getStatus().getCode();
                boolean changed = status != before || life != script.shown(i).getJobCreationTimeUTC();
                pauses += changed && (status == 6 || status == 8) ? 1 : 0;
                before = status;
                life = script.shown(i).getJobCreationTimeUTC();
            }
        }
        long events = delivered.stream()
                .filter(event -> event.type() == JobEventType.paused || event.type() == JobEventType.suspended).count();
        if (events != pauses) {
            throw new AssertionError("there were " + pauses + " pauses, and events of " + events);
        }
    }

    private boolean isDue(Fact fact) {
        for (int i = Math.max(0, latest + 1); i < states; i++) {
            if (((a | b) & 1 << i) != 0 && fact.seen()[i] == Evidence.full) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether an end cannot be distinguished from an earlier one that was delivered without a time: no page was
     * requested between them, and the process that delivered it is another one or was killed.
     */
    private boolean looksLikeOneBefore(Fact fact) {
        if (kill < 0) {
            return b != 0 && script.looksLikeOneBefore(fact);
        }
        if (script.looksLikeOneBefore(fact)) {
            return true;
        }
        for (int i = kill + 1; i < states; i++) {
            if ((a & 1 << i) != 0 && fact.seen()[i] == Evidence.full) {
                String pages = "/p" + script.shown(i).getPageCrawlAttempts();
                return delivered.stream().anyMatch(event -> event.id().endsWith(pages));
            }
        }
        return false;
    }

    /** The ways in which processes can identify an end; each is a separate id. */
    private Set<Form> forms(Fact fact) {
        Set<Form> forms = EnumSet.noneOf(Form.class);
        int firstProcess = kill < 0 ? a : a & (2 << kill) - 1;
        for (int polled : new int[] { firstProcess, a & ~firstProcess, b }) {
            Form form = script.form(fact, polled);
            if (form != null) {
                forms.add(form);
            }
        }
        return forms;
    }

    private static void require(boolean holds, String otherwise, Fact fact) {
        if (!holds) {
            throw new AssertionError(fact + " " + otherwise);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(script.repeats ? "repeating" : "single");
        text.append(script.hidesTime ? " hidden" : "");
        for (int i = 0; i <= script.steps.size(); i++) {
            if (i > 0) {
                String nodes = ((a & 1 << i) != 0 ? "a" : "") + ((b & 1 << i) != 0 ? "b" : "");
                text.append(' ').append(script.steps.get(i - 1)).append(nodes.isEmpty() ? "" : "@" + nodes);
            }
            text.append(i == kill ? " kill" : "").append(i == latest ? " latest" : "");
        }
        return text.toString();
    }

    /**
     * A process that handles all events immediately, unless the repository contains them.
     */
    private final class Process implements HandledEvents {

        private final JobTracker tracker;
        private final int number;

        Process(int number, boolean tellPast) {
            this.number = number;
            tracker = new JobTracker(MODEL, ALL, tellPast);
        }

        void poll(int state) {
            tracker.observe(script.snapshot(state), this);
            for (List<JobEvent> events = tracker.claim(10, Set.of());
                 !events.isEmpty();
                 events = tracker.claim(10, Set.of())) {
                for (JobEvent event : events) {
                    tracker.acknowledge(event);
                    if (repository.add(event.id())) {
                        delivered.add(event);
                        by.add(number);
                    }
                }
            }
        }

        @Override
        public boolean contains(JobEvent event) {
            return repository.contains(event.id());
        }

        @Override
        public boolean isFollowed() {
            return repository.contains("followed");
        }

        @Override
        public void follow() {
            repository.add("followed");
        }
    }
}
