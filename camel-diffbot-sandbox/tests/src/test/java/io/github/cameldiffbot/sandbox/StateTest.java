/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameldiffbot.sandbox.model.ClockMode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

@DisplayName("The state of a sandbox is saved and restored")
class StateTest extends SandboxTest {

    @TempDir
    Path folder;

    @Test
    @DisplayName("Saved jobs and their data are restored")
    void finishedJobs() {
        api.crawl("c", api.page(""), "repeat", "7", "maxHops", "1", "customHeaders", "X-Evaluate:a:b");
        api.awaitStatus("c", 4);
        JsonNode before = sandbox.job("c").toJson();
        String data = api.get("/crawl/data", "name", "c").body();
        String report = api.get("/crawl/data", "name", "c", "type", "urls").body();
        sandbox.save(folder.resolve("state"));
        sandbox.reset();
        sandbox.load(folder.resolve("state"));
        assertThat(sandbox.job("c").toJson()).isEqualTo(before);
        assertThat(api.get("/crawl/data", "name", "c").body()).isEqualTo(data);
        assertThat(api.get("/crawl/data", "name", "c", "type", "urls").body()).isEqualTo(report);
        sandbox.clock().advance(Duration.ofDays(7));
        assertThat(sandbox.job("c").roundsCompleted()).isEqualTo(2);
    }

    @Test
    @DisplayName("A job that was running continues")
    void runningJob() {
        sandbox.hold();
        api.bulk("b", api.page("about") + " " + api.page("shop/"));
        sandbox.save(folder.resolve("state"));
        sandbox.reset();
        sandbox.load(folder.resolve("state"));
        api.awaitStatus("b", 9);
        assertThat(api.pages("b")).containsExactlyInAnyOrder(api.page("about"), api.page("shop/"));
    }

    @Test
    @DisplayName("An invalid file is an error, and no job is lost")
    void invalidFile() throws IOException {
        api.bulk("b", api.page("about"));
        Path file = Files.writeString(folder.resolve("other"), "something else");
        assertThatThrownBy(() -> sandbox.load(file)).isInstanceOf(RuntimeException.class);
        assertThat(sandbox.job("b")).isNotNull();
    }

    @Test
    @DisplayName("A state saved while jobs run can be loaded, and each job is as it was at one moment")
    void runningWork() throws IOException {
        String notes = IntStream.rangeClosed(1, 800).mapToObj(i -> api.page("notes/" + i)).collect(Collectors.joining(" "));
        api.bulk("b", notes);
        api.crawl("c", api.page(""));
        for (int i = 0; i < 4; i++) {
            long before = sandbox.job("b").objectsFound();
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> sandbox.job("b").objectsFound() > before || sandbox.job("b").status() == 9);
            Path file = folder.resolve("state" + i);
            sandbox.save(file);
            try (DiffbotSandbox other = DiffbotSandbox.builder().clock(ClockMode.VIRTUAL).state(file).start()) {
                other.maintenance(true);
                Api restored = new Api(other);
                List<String> pages = restored.pages("b");
                assertThat(pages).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo((int) before);
                other.maintenance(false);
                restored.awaitStatus("b", 9);
                assertThat(restored.pages("b")).hasSize(800).doesNotHaveDuplicates();
                assertThat(other.job("b").toJson().path("pageCrawlSuccesses").asInt()).isEqualTo(800);
            }
        }
    }

    @Test
    @DisplayName("Jobs are in the state file as soon as the API shows them, and continue at the page where they were")
    void continues() throws Exception {
        // elsewhere, such as on Windows, an open file cannot be copied
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path file = folder.resolve("state");
        Path copy = folder.resolve("copy");
        PageSite site = new PageSite();
        for (int i = 0; i < 200; i++) {
            site.links("/" + i, "/" + (i + 1), "/" + (i + 2));
        }
        try (site; DiffbotSandbox first = DiffbotSandbox.builder().token("t1").state(file).start()) {
            Api before = new Api(first);
            before.crawl("c", site.url("/0"), "maxToCrawl", "150", "customHeaders", "A:b");
            await().pollInterval(Duration.ofMillis(1)).until(() -> first.job("c").objectsFound() > 20);
            Files.copy(file, copy);
            before.awaitStatus("c", 2);
        }
        try (DiffbotSandbox second = DiffbotSandbox.builder().token("t1").state(copy).start()) {
            assertThat(second.job("c").objectsFound()).isGreaterThanOrEqualTo(20);
        }
    }

    @Test
    @DisplayName("No other user can read the state file, and a stopped sandbox leaves no other file")
    void files() throws Exception {
        Path file = folder.resolve("state");
        try (DiffbotSandbox first = DiffbotSandbox.builder().token("t1").state(file).start()) {
            assertThat(first.job("c")).isNull();
        }
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    @DisplayName("No other user can read the state file of a running sandbox, or a saved copy")
    void modes() throws Exception {
        assumeThat(folder.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path file = folder.resolve("state");
        Path copy = folder.resolve("copy");
        try (DiffbotSandbox first = DiffbotSandbox.builder().token("t1").state(file).start()) {
            new Api(first).bulk("b", first.demoSite() + "about");
            first.save(copy);
            for (Path written : List.of(file, copy)) {
                assertThat(Files.getPosixFilePermissions(written)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    @Test
    @DisplayName("Pages that were fetched before a restart are not fetched again")
    void fetchedOnce() throws Exception {
        Path file = folder.resolve("state");
        PageSite site = new PageSite();
        for (int i = 0; i < 60; i++) {
            site.links("/" + i, "/" + (i + 1) % 60, "/" + (i + 7) % 60);
        }
        try (site) {
            for (int i = 0; i < 4; i++) {
                try (DiffbotSandbox part
                        = DiffbotSandbox.builder().pageTime(Duration.ofMillis(5)).token("t1").state(file).start()) {
                    if (i == 0) {
                        new Api(part).crawl("c", site.url("/0"), "obeyRobots", "0");
                    }
                    int more = 10 * (i + 1);
                    await().until(() -> part.job("c").objectsFound() > more);
                    if (i == 3) {
                        new Api(part).awaitStatus("c", 9);
                        assertThat(new Api(part).pages("c")).hasSize(60).doesNotHaveDuplicates();
                        assertThat(part.job("c").toJson().path("pageCrawlAttempts").asInt()).isEqualTo(60);
                    }
                }
            }
            // at most the pages in flight at each of the three ends are fetched twice
            assertThat(site.visits).hasSizeBetween(60, 60 + 3 * 8);
        }
    }

    @Test
    @DisplayName("The time of a virtual clock is kept")
    void virtualTime() {
        Path file = folder.resolve("state");
        Instant time;
        try (DiffbotSandbox first = DiffbotSandbox.builder().token("t1").clock(ClockMode.VIRTUAL).state(file).start()) {
            new Api(first).crawl("c", first.demoSite() + "about", "repeat", "1", "maxHops", "0");
            new Api(first).awaitStatus("c", 4);
            first.clock().advance(Duration.ofDays(3));
            time = first.clock().now();
        }
        try (DiffbotSandbox second = DiffbotSandbox.builder().token("t1").clock(ClockMode.VIRTUAL).state(file).start()) {
            assertThat(second.clock().now()).isEqualTo(time);
            assertThat(second.job("c").roundsCompleted()).isEqualTo(4);
        }
    }

    @Test
    @DisplayName("A loaded state, a reset and a deletion are in the state file, too")
    void loadedState() {
        Path file = folder.resolve("state");
        Path other = folder.resolve("other");
        api.bulk("b", api.page("about"));
        api.awaitStatus("b", 9);
        sandbox.save(other);
        try (DiffbotSandbox first = DiffbotSandbox.builder().state(file).start()) {
            first.generate("gone", 2, 500);
            first.reset();
            first.generate("replaced", 2, 500);
            first.load(other);
            first.generate("kept", 20, 500);
        }
        try (DiffbotSandbox second = DiffbotSandbox.builder().state(file).start()) {
            assertThat(new Api(second).json("/bulk").path("jobs")).extracting(job -> job.path("name").asText())
                    .containsExactly("b", "kept");
            assertThat(second.job("kept").objectsFound()).isEqualTo(20);
        }
    }

    @Test
    @DisplayName("A job that is created after a deletion and a restart is kept")
    void afterDeletion() {
        Path file = folder.resolve("state");
        for (String name : List.of("a", "b", "c")) {
            try (DiffbotSandbox part = DiffbotSandbox.builder().token("t1").state(file).start()) {
                Api again = new Api(part);
                assertThat(again.json("/bulk").path("jobs")).hasSize(name.equals("a") ? 0 : 1);
                again.json("/bulk").path("jobs")
                        .forEach(job -> again.post("/bulk", "name", job.path("name").asText(), "delete", "1"));
                part.generate(name, 1, 500);
            }
        }
        try (DiffbotSandbox last = DiffbotSandbox.builder().token("t1").state(file).start()) {
            assertThat(last.job("c").objectsFound()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("A restart of a job that was not written completely leaves its records")
    void incompleteRestart() throws IOException {
        Path file = folder.resolve("state");
        byte[] cut;
        try (DiffbotSandbox first = DiffbotSandbox.builder().token("t1").state(file).start()) {
            Api calls = new Api(first);
            calls.bulk("b", first.demoSite() + "about");
            calls.awaitStatus("b", 9);
            int before = (int) Files.size(file);
            calls.get("/bulk", "name", "b", "restart", "1");
            // the entry that discards the records has 22 bytes; that of the new state follows
            cut = Arrays.copyOf(Files.readAllBytes(file), before + 30);
        }
        Files.write(file, cut);
        try (DiffbotSandbox second = DiffbotSandbox.builder().token("t1").state(file).start()) {
            assertThat(second.job("b").status()).isEqualTo(9);
            assertThat(new Api(second).pages("b")).hasSize(1);
        }
    }

    @Test
    @DisplayName("A file whose end was not written is used up to its last complete change; a damaged one is refused")
    void damagedFiles() throws IOException {
        Path file = folder.resolve("state");
        try (DiffbotSandbox first = DiffbotSandbox.builder().state(file).start()) {
            first.generate("a", 5, 500);
            first.generate("b", 5, 500);
        }
        byte[] whole = Files.readAllBytes(file);
        for (int cut : new int[] { 1, 10, 400, 2_000 }) {
            Files.write(file, Arrays.copyOf(whole, whole.length - cut));
            try (DiffbotSandbox second = DiffbotSandbox.builder().state(file).start()) {
                assertThat(second.job("a").objectsFound()).isEqualTo(5);
                assertThat(second.job("b")).isNull();
                second.generate("c", 1, 500);
            }
            try (DiffbotSandbox third = DiffbotSandbox.builder().state(file).start()) {
                assertThat(third.job("c").objectsFound()).isEqualTo(1);
            }
        }
        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 1;
        Files.write(file, damaged);
        SandboxBuilder builder = DiffbotSandbox.builder().state(file);
        assertThatThrownBy(builder::start).hasMessageMatching("The state file .* is damaged at byte \\d+ \\(.*\\)");
    }

    @Test
    @DisplayName("A state file is used by one sandbox at a time")
    void inUse() {
        SandboxBuilder builder = DiffbotSandbox.builder().state(folder.resolve("state"));
        try (DiffbotSandbox first = builder.start()) {
            assertThatThrownBy(builder::start).hasMessageContaining("is in use by another sandbox");
            first.generate("a", 1, 500);
        }
        try (DiffbotSandbox second = builder.start()) {
            assertThat(second.job("a")).isNotNull();
        }
    }

    @Test
    @DisplayName("On the command line, an unreadable state file and a port in use are one line each")
    void oneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("other"), "something else");
        try (SandboxProcess unreadable = SandboxProcess.start("--state", file.toString());
             SandboxProcess directory = SandboxProcess.start("--state", folder.toString());
             SandboxProcess port = SandboxProcess.start("--port", Integer.toString(sandbox.port()))) {
            assertThat(unreadable.lines()).containsExactly(file + " is not a state file of this version of the sandbox");
            assertThat(directory.lines()).containsExactly("The state file " + folder + " is a directory");
            assertThat(port.lines()).singleElement(STRING).startsWith("Cannot listen on port " + sandbox.port());
            assertThat(unreadable.exitValue()).isEqualTo(2);
        }
    }
}
