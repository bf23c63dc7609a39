/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.util.List;

/**
 * The fault of one call.
 */
enum ScenarioFault {
    NONE,
    /** Rejected with an error of the server, before any effect. */
    ERROR_500,
    ERROR_503,
    THROTTLED,
    /** The connection is closed without a response, before any effect. */
    RESET,
    SLOW,
    /** The body of a download ends in the middle, with a known length or in chunks. */
    CUT,
    CUT_CHUNKED,
    /** The results appear later: first an empty array, or no body. */
    EMPTY_ARRAY,
    EMPTY_BODY,
    /** One record in the middle is not JSON. */
    BAD_RECORD,
    /** The call is carried out, and the response is lost. */
    LOST,
    LOST_HTML,
    LOST_504,
    LOST_EMPTY;

    /** The faults of any call. */
    static final List<ScenarioFault> ANY = List.of(ERROR_500, ERROR_503, THROTTLED, RESET, SLOW);
    static final List<ScenarioFault> DOWNLOAD = List.of(ERROR_500, THROTTLED, RESET, SLOW, CUT, CUT, CUT_CHUNKED, EMPTY_ARRAY,
            EMPTY_BODY, BAD_RECORD);
    static final List<ScenarioFault> WRITE = List.of(ERROR_503, THROTTLED, RESET, SLOW, LOST, LOST, LOST_HTML, LOST_504,
            LOST_EMPTY);

    boolean carriedOut() {
        return name().startsWith("LOST") || this == NONE || this == SLOW;
    }
}
