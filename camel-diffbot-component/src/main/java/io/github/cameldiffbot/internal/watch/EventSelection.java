/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.watch;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.cameldiffbot.job.JobEventType;

/**
 * Parses selections of events and of named groups of events.
 */
public final class EventSelection {

    /**
     * Each end: of a round and of the job, good or bad.
     */
    public static final Set<JobEventType> COMPLETION = Collections.unmodifiableSet(
            EnumSet.of(JobEventType.roundCompleted, JobEventType.completed, JobEventType.failed));

    /**
     * Each change of the status code.
     */
    public static final Set<JobEventType> STATUS = Collections.unmodifiableSet(
            EnumSet.of(JobEventType.started, JobEventType.paused, JobEventType.suspended, JobEventType.halted,
                    JobEventType.resumed, JobEventType.completed, JobEventType.failed, JobEventType.restarted,
                    JobEventType.status));

    private EventSelection() {
    }

    /**
     * Returns whether an event is the end of a job, and not of a round.
     */
    public static boolean isEnd(JobEventType type) {
        return JobEnd.isEnd(type);
    }

    /**
     * Parses events and groups, separated by commas: the names of {@link JobEventType}, {@code completion}, {@code
     * all}, and {@code status} for the group of that name.
     *
     * @throws IllegalArgumentException for any other name; the message lists the valid names
     */
    public static Set<JobEventType> parse(String text) {
        Set<JobEventType> events = EnumSet.noneOf(JobEventType.class);
        for (String part : text.split(",")) {
            String name = part.trim();
            switch (name) {
                case "" -> {
                    // an extra comma is allowed
                }
                case "all" -> events.addAll(EnumSet.allOf(JobEventType.class));
                case "completion" -> events.addAll(COMPLETION);
                case "status" -> events.addAll(STATUS);
                default -> events.add(event(name));
            }
        }
        if (events.isEmpty()) {
            throw new IllegalArgumentException("Option events is empty. It takes " + names());
        }
        return events;
    }

    /**
     * Returns whether a selection has the name of an event, not only a group with it.
     */
    public static boolean names(String text, JobEventType type) {
        return Stream.of(text.split(",")).anyMatch(part -> part.trim().equalsIgnoreCase(type.name()));
    }

    private static JobEventType event(String name) {
        for (JobEventType type : JobEventType.values()) {
            if (type.name().equalsIgnoreCase(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("Option events has '" + name + "'. It takes " + names());
    }

    private static String names() {
        return Stream.concat(Stream.of(JobEventType.values()).map(Enum::name), Stream.of("completion", "all"))
                .collect(Collectors.joining(", ", "any of ", ", separated by commas"));
    }
}
