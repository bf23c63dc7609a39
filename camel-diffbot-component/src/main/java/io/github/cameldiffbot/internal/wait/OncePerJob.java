/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Runs an action once for all waits of a job that end.
 */
public final class OncePerJob {

    private final Map<String, CompletableFuture<String>> results = new ConcurrentHashMap<>(2);

    /**
     * Runs an action unless another wait of the job has run it. Waits for the result of a run in progress.
     *
     * @param  name   the name of the action
     * @param  action the action; must not throw
     * @return        what the action returned
     */
    public String run(String name, Supplier<String> action) {
        CompletableFuture<String> mine = new CompletableFuture<>();
        CompletableFuture<String> first = results.putIfAbsent(name, mine);
        if (first != null) {
            return first.join();
        }
        String result = "";
        try {
            result = action.get();
        } finally {
            mine.complete(result);
        }
        return result;
    }
}
