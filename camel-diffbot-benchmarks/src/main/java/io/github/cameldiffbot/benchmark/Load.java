/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

/**
 * The number of records of a download and their size in bytes. The server reads both from the name of the job.
 */
record Load(int size, int count) {

    static Load ofBytes(int size, long bytes) {
        return new Load(size, (int) Math.max(1, bytes / size));
    }

    static Load parse(String name) {
        String[] numbers = name.substring(1).split("n");
        return new Load(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    static boolean isName(String name) {
        return name.matches("s\\d+n\\d+");
    }

    String name() {
        return "s" + size + "n" + count;
    }
}
