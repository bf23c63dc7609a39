/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;

/**
 * What one call suffers.
 */
enum ScenarioFault {
    NONE,
    /** Refused with an error of the server, before anything is done. */
    ERROR_500,
    ERROR_503,
    THROTTLED,
    /** The connection is closed without a response, before anything is done. */
    RESET,
    SLOW,
    /** The body of a download ends in the middle, with its length known or in chunks. */
    CUT,
    CUT_CHUNKED,
    /** Results that are there later: an empty array, or nothing at all. */
    EMPTY_ARRAY,
    EMPTY_BODY,
    /** One record in the middle is no JSON. */
    BAD_RECORD,
    /** The call is carried out, and nobody learns it. */
    LOST,
    LOST_HTML,
    LOST_504,
    LOST_EMPTY;

    /** What any call can suffer. */
    static final List<ScenarioFault> ANY = List.of(ERROR_500, ERROR_503, THROTTLED, RESET, SLOW);
    static final List<ScenarioFault> DOWNLOAD = List.of(ERROR_500, THROTTLED, RESET, SLOW, CUT, CUT, CUT_CHUNKED, EMPTY_ARRAY,
            EMPTY_BODY, BAD_RECORD);
    static final List<ScenarioFault> WRITE = List.of(ERROR_503, THROTTLED, RESET, SLOW, LOST, LOST, LOST_HTML, LOST_504,
            LOST_EMPTY);

    boolean carriedOut() {
        return name().startsWith("LOST") || this == NONE || this == SLOW;
    }
}
