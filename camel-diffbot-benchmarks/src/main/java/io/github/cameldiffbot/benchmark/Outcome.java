/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

/**
 * The cost of one run of a contestant.
 *
 * @param units     the number of records, calls, polls or URLs
 * @param nanos     the duration in nanoseconds
 * @param cpu       the CPU time of the JVM in nanoseconds, including its garbage collector and compiler
 * @param allocated the bytes allocated by all threads of the JVM
 * @param figure    the contestant's own measurement
 */
record Outcome(long units, long nanos, long cpu, long allocated, long figure) {

    static Outcome parse(String line) {
        String[] numbers = line.split(" ");
        return new Outcome(
                Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]),
                Long.parseLong(numbers[3]), Long.parseLong(numbers[4]));
    }

    String print() {
        return units + " " + nanos + " " + cpu + " " + allocated + " " + figure;
    }

    double perSecond() {
        return units * 1e9 / nanos;
    }

    double cpuPerUnit() {
        return (double) cpu / units;
    }

    double allocatedPerUnit() {
        return (double) allocated / units;
    }
}
