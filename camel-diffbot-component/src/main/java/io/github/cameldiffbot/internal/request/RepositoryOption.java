/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import org.apache.camel.CamelContext;
import org.apache.camel.Service;

/**
 * Starts the repositories that options name.
 */
public final class RepositoryOption {

    private RepositoryOption() {
    }

    /**
     * Starts a repository immediately, because the context itself may still be starting. The context stops it, because
     * other routes may use it too.
     *
     * @param  repository            null for none
     * @param  withoutIt             what would happen without it, as a sentence
     * @throws IllegalStateException if the repository cannot be started
     */
    public static void start(CamelContext context, String option, Service repository, String withoutIt) {
        if (repository == null || context.hasService(repository)) {
            return;
        }
        try {
            context.addService(repository, true, true);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The " + option + ", a " + repository.getClass().getSimpleName() + ", cannot be started ("
                                            + e.getMessage() + "). " + withoutIt,
                    e);
        }
    }
}
