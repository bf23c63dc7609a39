/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

/**
 * How long the benchmarks may take, and which of them run.
 */
final class Settings {

    /**
     * <code>-Dbenchmark.quick</code>: a minute in all, for a quick trial.
     */
    static final boolean QUICK = !"false".equals(System.getProperty("benchmark.quick", "false"));

    /**
     * <code>-Dbenchmark.only=records,calls</code>: the parts that run; all when empty.
     */
    private static final String ONLY = System.getProperty("benchmark.only", "");

    private Settings() {
    }

    static boolean runs(String part) {
        return ONLY.isEmpty() || (',' + ONLY + ',').contains(',' + part + ',');
    }

    static int pick(int usually, int quick) {
        return QUICK ? quick : usually;
    }
}
