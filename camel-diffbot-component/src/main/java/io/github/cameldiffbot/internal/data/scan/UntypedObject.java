/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.scan;

import java.io.IOException;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import io.github.cameldiffbot.error.DiffbotBadRecordException.Reason;
import io.github.cameldiffbot.internal.client.http.ErrorBody;
import io.github.cameldiffbot.internal.json.LenientJson;
import org.jspecify.annotations.Nullable;

/**
 * Classifies an object without the member {@code type}, which nearly every record has.
 */
final class UntypedObject {

    // the members that Diffbot adds to an otherwise empty object
    private static final Set<String> TRAILER = Set.of("docId", "gburl", "parentUrlDocId", "fromSeedUrl", "seedUrlHash32",
            "lastCrawlTimeUTC", "timestamp");

    private final ErrorBody error = new ErrorBody();
    private boolean typed;
    private boolean content;

    UntypedObject(byte[] json) throws IOException {
        try (JsonParser parser = LenientJson.parser(json)) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (ErrorBody.isMember(name)) {
                    error.put(name, LenientJson.text(parser));
                }
                // the scanner does not detect a name with escapes
                typed |= "type".equals(name);
                content |= !TRAILER.contains(name);
                parser.skipChildren();
            }
        }
    }

    /**
     * Returns the defect of the object, or null.
     */
    @Nullable
    Reason flaw() {
        if (typed) {
            return null;
        }
        if (error.isError()) {
            return Reason.error;
        }
        return content ? null : Reason.empty;
    }

    @Nullable
    String errorText() {
        return error.text();
    }
}
