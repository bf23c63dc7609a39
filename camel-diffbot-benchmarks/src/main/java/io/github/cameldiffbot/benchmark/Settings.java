/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

/**
 * The duration and the selection of the benchmarks.
 */
final class Settings {

    /**
     * {@code -Dbenchmark.quick}: a minute in total, for a quick trial.
     */
    static final boolean QUICK = !"false".equals(System.getProperty("benchmark.quick", "false"));

    /**
     * {@code -Dbenchmark.only=records,calls}: the parts to run; all if empty.
     */
    private static final String ONLY = System.getProperty("benchmark.only", "");

    /**
     * {@code -Dbenchmark.before=FILE}: the classes or JAR of the component of an earlier version; empty for none.
     */
    static final String BEFORE = System.getProperty("benchmark.before", "");

    private Settings() {
    }

    static boolean runs(String part) {
        return ONLY.isEmpty() || (',' + ONLY + ',').contains(',' + part + ',');
    }

    static int pick(int usually, int quick) {
        return QUICK ? quick : usually;
    }
}
