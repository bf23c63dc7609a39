/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills a sandbox with a state file at random moments, while jobs are created, paused, restarted and deleted. The
 * number of kills is the system property {@code sandbox.kills}.
 */
@DisplayName("A sandbox that is killed at random moments loses no confirmed change")
@Tag("kill")
class StateKillTest {

    private static final int KILLS = Integer.getInteger("sandbox.kills", 6);
    private static final int PAGES = 30;
    private static final int MAX_JOBS = 6;

    private final long seed = Long.getLong("sandbox.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final PageSite site = new PageSite();
    /** The jobs whose creation was confirmed, with their types. */
    private final Map<String, String> confirmed = new TreeMap<>();
    /** The records of jobs that were seen at status 9. */
    private final Map<String, Integer> finished = new HashMap<>();
    private int names;

    @TempDir
    Path folder;

    @Test
    @DisplayName("A killed sandbox loses nothing, repeats nothing and invents no failure")
    void kills() throws Exception {
        ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
        try (site) {
            for (int i = 0; i < PAGES; i++) {
                site.links("/p/" + i, "/p/" + (2 * i + 1) % PAGES, "/p/" + (2 * i + 2) % PAGES);
            }
            try (SandboxProcess sandbox = start()) {
                sandbox.awaitStart();
                create(sandbox, "bulk", "urls", urls());
                await().atMost(Duration.ofSeconds(30)).until(() -> status(jobs(sandbox).get("bulk0")) == 9);
                finished.put("bulk0", PAGES);
            }
            for (int i = 1; i < KILLS; i++) {
                try (SandboxProcess sandbox = start()) {
                    if (random.nextInt(4) == 0) {
                        killer.schedule(sandbox::kill, random.nextInt(700), TimeUnit.MILLISECONDS);
                    }
                    if (sandbox.awaitStart()) {
                        killer.schedule(sandbox::kill, random.nextInt(1_500), TimeUnit.MILLISECONDS);
                        workUntilKilled(sandbox);
                    }
                }
            }
            try (SandboxProcess sandbox = start()) {
                sandbox.awaitStart();
                check(sandbox);
                // also those whose creation or deletion was not confirmed
                jobs(sandbox).forEach((name, job) -> sandbox.post("/" + job.path("type").asText(), "name", name, "pause", "0"));
                await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(jobs(sandbox).values())
                        .allMatch(job -> status(job) == 9));
                confirmed.forEach((name, type) -> assertThat(pages(sandbox, name, type)).as("%s, seed %d", name, seed)
                        .hasSize(PAGES).doesNotHaveDuplicates());
            }
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        } finally {
            killer.shutdownNow();
        }
    }

    private SandboxProcess start() {
        return SandboxProcess.start("--state", folder.resolve("state").toString(), "--idle", "10", "--page-time", "2");
    }

    private void workUntilKilled(SandboxProcess sandbox) {
        try {
            check(sandbox);
            while (true) {
                work(sandbox);
            }
        } catch (UncheckedIOException e) {
            // killed: the change in flight may have been made or not
            return;
        }
    }

    private void work(SandboxProcess sandbox) {
        List<String> known = new ArrayList<>(confirmed.keySet());
        String name = known.isEmpty() ? "" : known.get(random.nextInt(known.size()));
        int choice
                = known.isEmpty() ? random.nextInt(2) : known.size() > MAX_JOBS ? 2 + random.nextInt(60) : random.nextInt(60);
        switch (choice) {
            case 0 -> create(sandbox, "bulk", "urls", urls());
            case 1 -> create(sandbox, "crawl", "seeds", List.of(site.url("/p/0")));
            case 2 -> sandbox.post("/" + confirmed.get(name), "name", name, "pause", "1");
            case 3, 4 -> sandbox.post("/" + confirmed.get(name), "name", name, "pause", "0");
            case 5 -> {
                finished.remove(name);
                sandbox.post("/" + confirmed.get(name), "name", name, "restart", "1");
            }
            case 6 -> {
                String type = confirmed.remove(name);
                finished.remove(name);
                sandbox.post("/" + type, "name", name, "delete", "1");
                assertThat(jobs(sandbox)).doesNotContainKey(name);
            }
            default -> check(sandbox);
        }
    }

    private List<String> urls() {
        return IntStream.range(0, PAGES).mapToObj(i -> site.url("/p/" + i)).toList();
    }

    private void create(SandboxProcess sandbox, String type, String param, List<String> urls) {
        String name = type + names++;
        sandbox.post("/" + type, "name", name, param, String.join(" ", urls));
        confirmed.put(name, type);
    }

    private void check(SandboxProcess sandbox) {
        Map<String, JsonNode> jobs = jobs(sandbox);
        assertThat(jobs.keySet()).containsAll(confirmed.keySet());
        confirmed.forEach((name, type) -> {
            List<String> pages = pages(sandbox, name, type);
            assertThat(pages).as(name).doesNotHaveDuplicates();
            String report = sandbox.post("/bulk/data", "name", name, "type", "urls").body();
            assertThat(report.lines().skip(1).map(line -> line.split("\"")[1])).doesNotHaveDuplicates();
            assertThat(report.lines().skip(1)).allMatch(line -> line.contains("\"Success\""));
            if (finished.containsKey(name)) {
                assertThat(status(jobs.get(name))).as(name).isIn(9, 6);
                assertThat(pages).as(name).hasSize(finished.get(name));
            } else if (status(jobs.get(name)) == 9) {
                assertThat(pages).as(name).hasSize(PAGES);
                finished.put(name, pages.size());
            }
        });
        // jobs whose creation or deletion was not confirmed may be there
        assertThat(jobs.keySet()).hasSizeLessThanOrEqualTo(confirmed.size() + KILLS);
    }

    private static Map<String, JsonNode> jobs(SandboxProcess sandbox) {
        Map<String, JsonNode> jobs = new TreeMap<>();
        Api.parse(sandbox.post("/bulk").body()).path("jobs").forEach(job -> jobs.put(job.path("name").asText(), job));
        return jobs;
    }

    private static int status(JsonNode job) {
        return job.path("jobStatus").path("status").asInt();
    }

    private static List<String> pages(SandboxProcess sandbox, String name, String type) {
        List<String> pages = new ArrayList<>();
        Api.parse(sandbox.post("/" + type + "/data", "name", name).body())
                .forEach(page -> pages.add(page.path("pageUrl").asText()));
        assertThat(Set.copyOf(pages)).hasSameSizeAs(pages);
        return pages;
    }
}
