/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.apache.camel.StatefulService;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Starts the repositories that options name.
 */
public final class RepositoryOption {

    private RepositoryOption() {
    }

    /**
     * Starts a repository, unless it is started. Called before each use, because a repository whose database is away
     * cannot be started until it is back. The context stops it, because other routes may use it too.
     *
     * @param  repository            null for none
     * @param  withoutIt             what would happen without it, as a sentence
     * @throws IllegalStateException if the repository cannot be started
     */
    public static void start(CamelContext context, String option, @Nullable Service repository, String withoutIt) {
        if (repository == null) {
            return;
        }
        try {
            if (!context.hasService(repository)) {
                add(context, repository);
            } else if (repository instanceof StatefulService) {
                // unless another route added it and failed, this changes nothing
                ServiceHelper.startService(repository);
            }
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The " + option + ", a " + repository.getClass().getSimpleName() + ", cannot be started ("
                                            + e.getMessage() + "). " + withoutIt,
                    e);
        }
    }

    private static void add(CamelContext context, Service repository) throws Exception {
        boolean started = false;
        try {
            context.addService(repository, true, true);
            started = true;
        } finally {
            if (!started) {
                // the context keeps it, and only some services know that they are not started
                context.removeService(repository);
            }
        }
    }
}
