/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.internal.watch.JobSelector;
import io.github.cameldiffbot.job.JobType;
import org.jspecify.annotations.Nullable;

/**
 * Checks names of jobs against Diffbot's rule, and parses patterns of names.
 */
public final class JobNames {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,30}");
    private static final String MISSING
            = "There is no job name. Put it into the endpoint's path, as in diffbot:bulk/myJob, or into the header "
              + DiffbotConstants.JOB_NAME;
    private static final Pattern PATTERN_CHARACTER = Pattern.compile("[*?+.|()\\[\\]{}^$\\\\]");

    private JobNames() {
    }

    /**
     * Checks and returns a name.
     *
     * @throws IllegalArgumentException if the name is missing or invalid
     */
    public static String check(@Nullable String name, boolean validate) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(MISSING);
        }
        if (validate && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "Job name '" + Excerpt.of(name) + "' (" + name.length()
                                               + " characters) is not a valid Diffbot job name: use 1 to"
                                               + " 30 letters, digits, _ and -. Change the endpoint's path or the header "
                                               + DiffbotConstants.JOB_NAME
                                               + ", or set validateName=false if Diffbot takes it nevertheless");
        }
        return name;
    }

    /**
     * Checks that there is a name where the id of an event can replace it.
     *
     * @throws IllegalArgumentException if the name is missing
     */
    static void requireNameOrEvent(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException(
                    MISSING + ", or the id of the event into the header " + DiffbotConstants.EVENT_ID);
        }
    }

    /**
     * Returns a selector for the name or pattern in an endpoint's path; without one it selects all jobs of the type.
     */
    public static JobSelector interest(JobType type, @Nullable String nameOrPattern, boolean validate) {
        if (nameOrPattern == null || nameOrPattern.isBlank()) {
            return JobSelector.matching(type, name -> true);
        }
        if (!PATTERN_CHARACTER.matcher(nameOrPattern).find()) {
            return JobSelector.named(type, check(nameOrPattern, validate));
        }
        // not Camel's pattern matching, which also treats tmp-* as a regular expression that matches tmp
        String prefix = nameOrPattern.substring(0, nameOrPattern.length() - 1);
        if (nameOrPattern.endsWith("*") && !PATTERN_CHARACTER.matcher(prefix).find()) {
            return JobSelector.matching(type, name -> name.startsWith(prefix));
        }
        Pattern pattern = compile(nameOrPattern);
        return JobSelector.matching(type, name -> pattern.matcher(name).matches());
    }

    private static Pattern compile(String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "Job name pattern '" + Excerpt.of(pattern)
                                               + "' is neither a name, nor one with * at its end, nor a regular "
                                               + "expression: " + e.getDescription(),
                    e);
        }
    }
}
