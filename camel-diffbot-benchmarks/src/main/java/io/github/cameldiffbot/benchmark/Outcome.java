/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

/**
 * What one run of a contestant took.
 *
 * @param units     how many records, calls, polls or URLs were done
 * @param nanos     how long it took
 * @param cpu       how many nanoseconds of CPU the JVM used meanwhile, with its garbage collector and compiler
 * @param allocated how many bytes all threads of the JVM allocated meanwhile
 * @param figure    what the contestant measured by itself
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
