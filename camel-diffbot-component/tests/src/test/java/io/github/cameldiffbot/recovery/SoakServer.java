/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import io.github.cameldiffbot.sandbox.Fault;
import io.github.cameldiffbot.sandbox.SandboxJob;
import io.github.cameldiffbot.sandbox.model.CreditUse;
import io.github.cameldiffbot.sandbox.model.RecordedRequest;

/**
 * A sandbox in which one call in twenty fails, and jobs are created, changed, paused and, some time after their end,
 * deleted continuously. Each two seconds a file arrives in the inbox of the killed application, which creates a job of
 * it. At the end the server writes the ended jobs, those of files with the credits that they used.
 */
public final class SoakServer {

    private static final String DRIVER = "X-soak";
    private static final long KEEP_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** Steps of a tenth of a second from one job to the next. */
    private static final int JOB = 3;
    private static final int FILE = 20;

    private final DiffbotSandbox sandbox = DiffbotSandbox.builder().pageTime(Duration.ofMillis(50)).start();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(1);
    private final AtomicInteger failed = new AtomicInteger();
    private final Map<String, Long> atWork = new HashMap<>();
    private final Map<String, Long> ended = new HashMap<>();
    private final List<String> completed = new ArrayList<>();
    private final List<String> nights = new ArrayList<>();
    private int steps;
    private int made;
    private int files;
    private int deleted;
    private int changed;
    private boolean stopping;
    private boolean done;

    private SoakServer() {
    }

    public static void main(String[] args) throws Exception {
        SoakServer server = new SoakServer();
        server.start();
        ChildJvm.listen();
    }

    private void start() {
        fault(503, 1.0 / 40);
        fault(500, 1.0 / 40);
        ScheduledExecutorService driver = Executors.newSingleThreadScheduledExecutor();
        driver.scheduleWithFixedDelay(this::step, 0, 100, TimeUnit.MILLISECONDS);
        ChildJvm.say("at " + sandbox.baseUrl() + " " + sandbox.token() + " " + sandbox.demoSite());
        Thread end = new Thread(() -> {
            try {
                ChildJvm.awaitCommand();
                driver.execute(() -> stopping = true);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        end.setDaemon(true);
        end.start();
    }

    private void fault(int status, double share) {
        Random chance = new Random(status);
        sandbox.fail(Fault.on("/v3").when(request -> isOfTheComponent(request) && chance.nextDouble() < share
                && failed.incrementAndGet() > 0).status(status).body("{\"errorCode\":" + status + ",\"error\":\"Try later\"}"));
    }

    private static boolean isOfTheComponent(RecordedRequest request) {
        return request.headers().keySet().stream().noneMatch(DRIVER::equalsIgnoreCase);
    }

    private void step() {
        try {
            if (!stopping && steps % JOB == 0) {
                make();
            }
            if (!stopping && steps % FILE == 0) {
                send();
            }
            steps++;
            follow();
            if (stopping && !done && atWork.isEmpty()) {
                Files.write(Path.of("completed.txt"), completed);
                Files.write(Path.of("nights.txt"), nights.stream().map(name -> name + " " + credits(name)).toList());
                ChildJvm.say("done " + made + " made, " + files + " of files, " + changed + " changed, " + deleted
                             + " deleted, " + failed
                             + " calls failed");
                done = true;
            }
        } catch (Exception e) {
            ChildJvm.say("trouble " + e);
        }
    }

    private void make() throws Exception {
        String name = "soak-" + made++;
        call("/crawl", "name=" + name + "&maxHops=0&seeds=" + sandbox.demoSite() + "notes/7");
        atWork.put(name, 0L);
        if (random.nextInt(3) == 0) {
            changed++;
            call("/crawl", "name=" + name + "&pause=1");
            call("/crawl", "name=" + name + "&maxToCrawl=100");
            call("/crawl", "name=" + name + "&pause=0");
        }
    }

    private void send() throws IOException {
        String name = "night-" + files++;
        Path draft = Files.writeString(Path.of(name + ".draft"), sandbox.demoSite() + "notes/7");
        Files.move(draft, Path.of("inbox", name + ".txt"), StandardCopyOption.ATOMIC_MOVE);
        atWork.put(name, 0L);
    }

    private long credits(String name) {
        return sandbox.ledger().stream().filter(use -> name.equals(use.job())).mapToLong(CreditUse::credits).sum();
    }

    private void follow() throws Exception {
        long now = System.nanoTime();
        for (String name : List.copyOf(atWork.keySet())) {
            SandboxJob job = sandbox.job(name);
            if (job != null && job.status() == 9) {
                atWork.remove(name);
                ended.put(name, now);
                (name.startsWith("night") ? nights : completed).add(name);
            }
        }
        for (String name : List.copyOf(ended.keySet())) {
            if (now - ended.get(name) > KEEP_NANOS && !stopping) {
                call(name.startsWith("night") ? "/bulk" : "/crawl", "name=" + name + "&delete=1");
                ended.remove(name);
                deleted++;
            }
        }
    }

    private void call(String path, String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + path)).header(DRIVER, "1")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("token=" + sandbox.token() + "&" + form)).build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(form + ": " + response.body());
        }
    }
}
