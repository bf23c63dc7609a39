/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.wait;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What is done once for all waits of a job that end, however many there are.
 */
public final class OncePerJob {

    private final Map<String, CompletableFuture<String>> results = new ConcurrentHashMap<>(2);

    /**
     * Does something unless it was done for another wait of the job, and waits for the result where that is under way.
     *
     * @param  name   what is done
     * @param  action does it; must not throw
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
