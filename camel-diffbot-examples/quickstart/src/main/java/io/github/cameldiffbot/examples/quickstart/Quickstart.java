/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a bulk job and a crawl from submission to files. With the environment variable {@code DIFFBOT_TOKEN} they run on
 * the real Diffbot, otherwise on the sandbox. {@code -Dquickstart.dsl=java} uses the routes in Java instead of those in
 * YAML.
 */
public final class Quickstart {

    private static final Logger LOG = LoggerFactory.getLogger("example");
    private static final int JOBS = 2;
    private static final long MOST_SECONDS = 1800;

    private Quickstart() {
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(System.getProperty("quickstart.folder", "target/quickstart"));
        String token = System.getenv("DIFFBOT_TOKEN");
        if (token != null) {
            run(folder, "https://api.diffbot.com/v3", token, "https://camel.apache.org/blog/", null);
            return;
        }
        try (DiffbotSandbox sandbox = DiffbotSandbox.builder().pageTime(Duration.ofMillis(600)).start()) {
            LOG.info("DIFFBOT_TOKEN is not set, so this runs on the sandbox at {}", sandbox.baseUrl());
            run(folder, sandbox.baseUrl(), sandbox.token(), sandbox.demoSite().toString(), sandbox);
        }
    }

    static Summary run(Path folder, String url, String token, String seed, DiffbotSandbox sandbox) throws Exception {
        Path input = folder.resolve("input");
        Path output = folder.resolve("output");
        writeUrls(input, sandbox);

        Summary summary = new Summary(JOBS);
        Main main = new Main();
        main.bind("summary", summary);
        main.addInitialProperty("diffbot.url", url);
        main.addInitialProperty("diffbot.token", token);
        main.addInitialProperty("quickstart.seed", seed);
        main.addInitialProperty("quickstart.input", input.toString());
        main.addInitialProperty("quickstart.output", output.toString());
        main.addInitialProperty("quickstart.run", "quickstart" + LocalTime.now().format(DateTimeFormatter.ofPattern("HHmmss")));
        if ("java".equals(System.getProperty("quickstart.dsl"))) {
            main.configure().addRoutesBuilder(new JavaRoutes());
        } else {
            main.configure().withRoutesIncludePattern("classpath:routes/quickstart.camel.yaml");
        }
        main.start();
        try {
            if (!summary.await(MOST_SECONDS)) {
                LOG.warn("The jobs are not done after {} s; they continue at Diffbot", MOST_SECONDS);
            }
            LOG.info("\n{}\nRecords and CSV files are in {}. Next: docs/getting-started.md", summary.table(), output);
        } finally {
            main.stop();
        }
        return summary;
    }

    private static void writeUrls(Path input, DiffbotSandbox sandbox) throws IOException {
        Files.createDirectories(input);
        Path urls = input.resolve("urls.txt");
        if (sandbox == null) {
            try (InputStream real = Quickstart.class.getResourceAsStream("/urls.txt")) {
                Files.copy(real, urls, StandardCopyOption.REPLACE_EXISTING);
            }
        } else {
            Files.writeString(urls, sandbox.demoPages().stream().map(Object::toString).collect(Collectors.joining("\n")));
        }
    }
}
