/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.job.JobEvent;
import io.github.cameldiffbot.job.JobKey;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * The event to deliver again.
 *
 * @param job the job of the event
 * @param id  the id of the event; null for the last end of the job
 */
public record EventReference(JobKey job, @Nullable String id) {

    // the type and the name of the job, and the rest of an id
    private static final Pattern TEXT = Pattern.compile("(bulk|crawl)/([^/]+)(/\\d+/.+)?");

    /**
     * Parses the id of an event, see {@link JobEvent#id()}, or the type and name of a job, such as {@code bulk/shop}.
     *
     * @param  place                    where the text comes from, for the error
     * @throws IllegalArgumentException if it is neither
     */
    public static EventReference parse(String text, String place) {
        Matcher parts = TEXT.matcher(text.trim());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    place + " is '" + Excerpt.of(text)
                                               + "'. It takes the id of an event, as in bulk/shop/1770000000/-/-/ended/1770000100,"
                                               + " or a job, as in bulk/shop");
        }
        return new EventReference(
                new JobKey(parts.group(1), parts.group(2)), parts.group(3) == null ? null : parts.group());
    }

    /**
     * Parses the header with the id of an event.
     *
     * @param  type                     the type of the endpoint's jobs
     * @return                          null without the header
     * @throws IllegalArgumentException if it is invalid, or the event is one of another type of job
     */
    static @Nullable EventReference ofHeader(@Nullable String id, JobType type) {
        if (id == null) {
            return null;
        }
        String place = "Header " + DiffbotConstants.EVENT_ID;
        EventReference event = parse(id, place);
        if (type != JobType.job && !type.name().equals(event.job().type())) {
            throw new IllegalArgumentException(
                    place + " is '" + Excerpt.of(id) + "', an event of another type than diffbot:" + type
                                               + ". Use diffbot:job");
        }
        return event;
    }
}
