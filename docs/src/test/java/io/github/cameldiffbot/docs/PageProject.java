/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files of a page in an empty folder, and its commands, which run there.
 */
final class PageProject {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Page page;
    private final Path folder;
    private final OwnRepository repository;

    /**
     * @param folder an empty folder outside of this project
     */
    PageProject(Page page, Path folder, OwnRepository repository) {
        this.page = page;
        this.folder = folder;
        this.repository = repository;
    }

    /**
     * Writes the files that the page shows, each under the name in the paragraph before it.
     */
    void extract() throws IOException {
        for (Snippet snippet : page.snippets()) {
            if (snippet.file() != null && !List.of("bash", "sh", "text").contains(snippet.language())) {
                Path file = folder.resolve(snippet.file());
                assertThat(file).as("shown once").doesNotExist();
                Files.createDirectories(file.getParent());
                Files.writeString(file, snippet.text());
            }
        }
    }

    /**
     * Runs the commands under a heading: each to its end, and the last one until it has written the lines that the page
     * shows there.
     */
    void run(String heading) throws Exception {
        List<String> commands = lines(heading, "bash");
        assertThat(commands).as(heading).isNotEmpty();
        for (String command : commands.subList(0, commands.size() - 1)) {
            run(command, List.of());
        }
        run(commands.get(commands.size() - 1), lines(heading, "text"));
    }

    private void run(String command, List<String> expected) throws Exception {
        Path log = Files.createTempFile(folder, "page", ".log");
        Process process = start(command, log);
        try {
            Awaitility.await().atMost(LIMIT)
                    .until(() -> !process.isAlive() || !expected.isEmpty() && hasAll(log, expected));
            String output = Files.readString(log);
            assertThat(expected).filteredOn(line -> !shows(output, line))
                    .as("missing after %s of %s:%n%s", command, page, end(output)).isEmpty();
            if (expected.isEmpty()) {
                assertThat(process.exitValue()).as("%s of %s ends with%n%s", command, page, end(output)).isZero();
            }
        } finally {
            stop(process);
        }
    }

    private List<String> lines(String heading, String language) {
        return page.snippets().stream().filter(snippet -> snippet.heading().equals(heading))
                .filter(snippet -> snippet.language().equals(language)).flatMap(snippet -> snippet.text().lines()).toList();
    }

    private Process start(String command, Path log) throws IOException {
        List<String> words = new ArrayList<>(List.of(command.split("\\s+")));
        String program = words.remove(0);
        List<String> line = new ArrayList<>();
        if (program.equals("mvn")) {
            line.add(maven());
            line.addAll(repository.options());
        } else {
            assertThat(program).isEqualTo("java");
            line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        }
        line.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("DIFFBOT_") || name.startsWith("MAVEN_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // each JVM lives for seconds, which the second compiler would take more of than it saves
        builder.environment().put("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        return builder.start();
    }

    private static String maven() {
        String name = System.getProperty("os.name").startsWith("Windows") ? "mvn.cmd" : "mvn";
        return Path.of(System.getProperty("docs.maven.home"), "bin", name).toString();
    }

    private static boolean hasAll(Path log, List<String> lines) throws IOException {
        String output = Files.readString(log);
        return lines.stream().allMatch(line -> shows(output, line));
    }

    /**
     * Whether a line occurs in an output, with any port.
     */
    private static boolean shows(String output, String line) {
        String pattern = Stream.of(line.split(":\\d{4,5}", -1)).map(Pattern::quote)
                .reduce((left, right) -> left + ":\\d+" + right).orElseThrow();
        return Pattern.compile(pattern).matcher(output).find();
    }

    private static String end(String output) {
        return output.substring(Math.max(0, output.length() - 6000));
    }

    private static void stop(Process process) {
        // the script of Maven may have a process of its own
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroy);
        // none of them may write into the folder that is deleted
        all.forEach(each -> each.onExit().completeOnTimeout(each, 20, TimeUnit.SECONDS).join());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }
}
