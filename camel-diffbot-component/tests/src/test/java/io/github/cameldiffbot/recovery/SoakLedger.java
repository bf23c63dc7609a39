/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the killed application of the soak test recorded, beside what the sandbox knows.
 *
 * @param jobs   the crawl jobs that ended
 * @param nights the jobs of files that ended, with the credits that each used
 * @param events the crawl jobs whose completion was recorded, with the event id of each record
 * @param files  the jobs of files whose result was recorded, with the number of records
 */
record SoakLedger(List<String> jobs, Map<String, Long> nights, Map<String, List<String>> events,
        Map<String, Long> files) {

    static SoakLedger read(Path folder) throws IOException {
        List<String[]> ledger = Files.readAllLines(folder.resolve("ledger.txt")).stream().map(line -> line.split(" "))
                .toList();
        return new SoakLedger(
                Files.readAllLines(folder.resolve("completed.txt")),
                Files.readAllLines(folder.resolve("nights.txt")).stream().map(line -> line.split(" "))
                        .collect(Collectors.toMap(line -> line[0], line -> Long.valueOf(line[1]))),
                ledger.stream().filter(line -> line[0].equals("event")).collect(Collectors.groupingBy(
                        line -> line[1], TreeMap::new, Collectors.mapping(line -> line[2], Collectors.toList()))),
                ledger.stream().filter(line -> line[0].equals("result")).collect(Collectors.groupingBy(
                        line -> line[1], TreeMap::new, Collectors.counting())));
    }

    /** Returns whether each completion and each result was recorded. */
    boolean isComplete() {
        return lostEvents() == 0 && lostResults() == 0;
    }

    long lostEvents() {
        return jobs.stream().filter(job -> !events.containsKey(job)).count();
    }

    long lostResults() {
        return nights.keySet().stream().filter(job -> !files.containsKey(job)).count();
    }

    long repeatedEvents() {
        return events.values().stream().mapToLong(List::size).sum() - events.size();
    }

    long repeatedResults() {
        return files.values().stream().mapToLong(Long::longValue).sum() - files.size();
    }

    /** Returns how many jobs have records with different event ids of their only completion. */
    long ambiguousEvents() {
        return events.values().stream().map(Set::copyOf).filter(ids -> ids.size() > 1).count();
    }

    /** Returns how many jobs of files did not use one credit for their one page. */
    long wronglyPaid() {
        return nights.values().stream().filter(credits -> credits != 1).count();
    }

    @Override
    public String toString() {
        return "ledger of the killed application: " + jobs.size() + " completions, " + lostEvents() + " lost, "
               + repeatedEvents() + " repeated; " + nights.size() + " files, " + lostResults() + " results lost, "
               + repeatedResults() + " repeated, " + wronglyPaid() + " jobs not paid once";
    }
}
