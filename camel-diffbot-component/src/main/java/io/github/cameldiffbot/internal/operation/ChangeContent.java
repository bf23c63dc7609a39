/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import io.github.cameldiffbot.DiffbotOperations;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.request.JobRequest;

/**
 * Computes a digest of the content that a step would send, without consuming it.
 */
public final class ChangeContent {

    private ChangeContent() {
    }

    /**
     * Returns whether two changes of the same kind and job may be equal.
     *
     * @param one a digest, or null if it is unknown or there is no content
     */
    static boolean isSame(String one, String other) {
        return one == null || other == null || one.equals(other);
    }

    /**
     * Returns the digest of the settings and URLs of a request. It is null if the request has none, if its URLs can be
     * read only once, and if they are invalid.
     */
    public static String of(JobRequest request) {
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
            try (JobSubmission form = new JobSubmission(operation.name(), request.type(), request.name(), settings, urls)) {
                return form.digest();
            }
        } catch (IllegalArgumentException e) {
            // the error is raised when the request is sent
            return null;
        }
    }
}
