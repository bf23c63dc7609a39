/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import io.github.cameldiffbot.DiffbotOperations;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.request.JobRequest;

/**
 * Finds out what a step would send, to compare it with what was sent before, and uses nothing up.
 */
public final class ChangeContent {

    private ChangeContent() {
    }

    /**
     * Whether two changes of one kind and job are the same as far as is known.
     *
     * @param one a digest, or null where it is not known or there is nothing to compare
     */
    static boolean isSame(String one, String other) {
        return one == null || other == null || one.equals(other);
    }

    /**
     * The digest of the settings and URLs of a request. Null where it has none, as behind a step that set the body to
     * the job, where its URLs can be read only once, and where they cannot be sent: no other change comes of that.
     */
    public static String of(DiffbotClient client, JobRequest request) {
        DiffbotOperations operation = request.operation();
        boolean update = operation == DiffbotOperations.update;
        if (!update && operation != DiffbotOperations.create && operation != DiffbotOperations.run) {
            return null;
        }
        try {
            FormParameters settings = update ? request.changes() : request.settings();
            UrlSource urls = request.urls();
            if (urls == null ? !update || settings.isEmpty() : !urls.isRepeatable()) {
                return null;
            }
            try (JobSubmission form = client.prepare(operation.name(), request.type(), request.name(), settings, urls)) {
                return form.digest();
            }
        } catch (IllegalArgumentException e) {
            // it is raised where this request is sent after all
            return null;
        }
    }
}
