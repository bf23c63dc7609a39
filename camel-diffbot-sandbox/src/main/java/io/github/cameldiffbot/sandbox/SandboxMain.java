/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

import io.github.cameldiffbot.sandbox.model.ClockMode;
import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import org.jspecify.annotations.Nullable;

/** Runs a sandbox until it is stopped. */
public final class SandboxMain {

    private static final String HELP = """
            A local Diffbot: bulk and crawl jobs that fetch and extract real pages, without an account.

            Options:
              --port N         port of the API, 0 for a free one (default: 8181, or a free port if it is in use)
              --site-port N    port of the demo site (default: 8182, or a free port if it is in use)
              --token TEXT     token to accept (default: a random token, which is printed)
              --any-token      accept any token
              --clock MODE     real, virtual or instant (default: real); instant skips waits for the next round
              --page-time MS   minimum time per page (default: 0)
              --idle MS        time from the last page to the end of a job (default: 100; Diffbot: 20000)
              --allow HOST     allow a host, or *.DOMAIN, for pages and webhooks; may be repeated
                               (default: loopback only)
                               A name that resolves to a private address needs that address as well
              --allow-origin O allow web pages of an origin, such as http://localhost:3000, to call the API
              --faults FILE    inject the faults in a YAML file (docs/sandbox.md describes the format)
              --state FILE     keep all jobs in this file: they survive the end of the sandbox at any moment
              --strict         respond with an error to unknown parameters
              --plan NAME      limits of Diffbot's plan startup or plus: calls, URLs, running jobs, retention
              --credits N      credits a month; without credits no page is processed (default: no limit)
              --redirect-data  redirect /data to the download links
              --legacy         respond in the formats of 2015
              --help           print this help
            """;

    /** An invalid option. */
    private static final class UsageException extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    private SandboxMain() {
    }

    /**
     * Starts a sandbox from the command line.
     *
     * @param args see {@code --help}
     */
    public static void main(String[] args) throws InterruptedException {
        // the standalone jar has no logging provider, which SLF4J would report on the console
        System.getProperties().putIfAbsent("slf4j.internal.verbosity", "ERROR");
        DiffbotSandbox sandbox;
        try {
            sandbox = run(args, System.out);
        } catch (UsageException e) {
            System.err.println(e.getMessage() + "\n\n" + HELP);
            System.exit(2);
            return;
        } catch (IllegalArgumentException | UncheckedIOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        if (sandbox != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
            new CountDownLatch(1).await();
        }
    }

    /**
     * Starts a sandbox and prints its address.
     *
     * @param  args                     see {@code --help}
     * @return                          the running sandbox, or null after {@code --help}
     * @throws IllegalArgumentException if an option is invalid
     */
    static @Nullable DiffbotSandbox run(String[] args, PrintStream out) {
        SandboxBuilder builder = DiffbotSandbox.builder().usualPorts(true);
        SandboxPlan plan = SandboxPlan.DEFAULT;
        Iterator<String> options = Arrays.asList(args).iterator();
        while (options.hasNext()) {
            String option = options.next();
            switch (option) {
                case "--port" -> builder.port(number(option, options));
                case "--site-port" -> builder.sitePort(number(option, options));
                case "--token" -> builder.token(value(option, options));
                case "--any-token" -> builder.anyToken(true);
                case "--clock" -> builder.clock(clock(value(option, options)));
                case "--page-time" -> builder.pageTime(Duration.ofMillis(number(option, options)));
                case "--idle" -> builder.idle(Duration.ofMillis(number(option, options)));
                case "--allow" -> builder.allow(value(option, options));
                case "--allow-origin" -> builder.allowOrigin(value(option, options));
                case "--faults" -> builder.faults(read(Path.of(value(option, options))));
                case "--state" -> builder.state(Path.of(value(option, options)));
                case "--strict" -> builder.strict(true);
                case "--plan" -> plan = plan(value(option, options)).creditsPerMonth(plan.creditsPerMonth());
                case "--credits" -> plan = plan.creditsPerMonth(number(option, options));
                case "--redirect-data" -> builder.redirectData(true);
                case "--legacy" -> builder.legacy(true);
                case "--help", "-h" -> {
                    out.print(HELP);
                    return null;
                }
                default -> throw new UsageException("Unknown option " + option);
            }
        }
        DiffbotSandbox sandbox = builder.plan(plan).start();
        String job = sandbox.baseUrl() + "/crawl";
        String site = sandbox.demoSite().toString().replaceFirst("/$", "");
        out.printf("A local Diffbot. Its page is http://127.0.0.1:%d/, and these are its API, token and demo site:%n%n",
                sandbox.port());
        out.printf("BASE=http://127.0.0.1:%d%nTOKEN=%s%nSITE=%s%n%nTry it:%n", sandbox.port(), sandbox.token(), site);
        out.printf("  curl '%s' -d token=%s -d name=demo -d seeds=%s%n", job, sandbox.token(), site);
        out.printf("  curl '%s?token=%s&name=demo'%n", job, sandbox.token());
        out.printf("  curl '%s/data?token=%s&name=demo'%n%n", job, sandbox.token());
        out.println("Stop it with Ctrl-C.");
        return sandbox;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read " + file, e);
        }
    }

    private static String value(String option, Iterator<String> options) {
        if (!options.hasNext()) {
            throw new UsageException(option + " needs a value");
        }
        return options.next();
    }

    private static int number(String option, Iterator<String> options) {
        String value = value(option, options);
        if (!value.matches("\\d{1,9}")) {
            throw new UsageException(option + " needs a number, not " + value);
        }
        return Integer.parseInt(value);
    }

    private static SandboxPlan plan(String value) {
        return switch (value) {
            case "startup" -> SandboxPlan.STARTUP;
            case "plus" -> SandboxPlan.PLUS;
            default -> throw new UsageException("--plan is startup or plus, not " + value);
        };
    }

    private static ClockMode clock(String value) {
        try {
            return ClockMode.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--clock is real, virtual or instant, not " + value);
        }
    }
}
