/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.github.cameldiffbot.sandbox.model.SandboxPlan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Tests the admin page in a real browser. */
@DisplayName("The page of the sandbox works in a browser")
class PageTest extends SandboxTest {

    @TempDir(cleanup = CleanupMode.NEVER)
    static Path profile;

    private Browser browser;

    @BeforeEach
    void startBrowser() throws IOException {
        Optional<Path> program = Browser.find();
        assumeTrue(program.isPresent(), "Chromium is not installed: the page was not tested (apt-get install chromium)");
        browser = Browser.start(program.get(), profile);
    }

    @AfterEach
    void stopBrowser() {
        sandbox.plan(SandboxPlan.DEFAULT);
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    @DisplayName("The page shows and controls jobs")
    void jobs() {
        api.bulk("shown", api.page("about"), "notifyEmail", "me@example.org", "repeat", "1", "maxRounds", "5");
        api.awaitStatus("shown", 4);
        browser.open("http://127.0.0.1:" + sandbox.port() + "/");
        awaitText("Next crawl round to start in");
        click("pause");
        awaitText("Job paused.");
        assertThat(sandbox.job("shown").status()).isEqualTo(6);
        click("resume");
        awaitText("Next crawl round to start in");
        browser.text("document.querySelector('[name=advance]').click()");
        await().until(() -> sandbox.job("shown").roundsCompleted() == 2);
        click("records");
        awaitText("About us");
        awaitContent("\"id\" : " + api.records("shown").get(0).path("id").asText());
        show("outbox");
        awaitText("to me@example.org");
        show("jobs");
        assertThat(browser.text("document.documentElement.outerHTML")).doesNotContain(sandbox.token());
        click("delete");
        awaitText("Really delete?");
        assertThat(sandbox.job("shown")).isNotNull();
        click("delete");
        awaitText("No jobs yet.");
        assertThat(sandbox.job("shown")).isNull();
    }

    @Test
    @DisplayName("The page creates a job, shows its URLs with errors, filters jobs, and resets the sandbox")
    void creation() {
        api.bulk("other", api.page("about"));
        api.awaitStatus("other", 9);
        browser.open("http://127.0.0.1:" + sandbox.port() + "/");
        awaitText("other");
        browser.text("(() => { document.querySelector('#create [name=name]').value = 'made';"
                     + "document.querySelector('#create [name=urls]').value = '" + api.page("about") + " " + api.page("none")
                     + "';"
                     + "document.querySelector('#create').requestSubmit(); })()");
        awaitText("made");
        api.awaitStatus("made", 9);
        assertThat(browser.text("document.querySelector('#jobs tbody tr').dataset.key"))
                .isEqualTo(browser
                        .text("Math.max(...[...document.querySelectorAll('#jobs tbody tr')].map(r => r.dataset.key))"));
        click("urls");
        awaitText("Could not download page (404)");
        browser.text("document.getElementById('failed').click()");
        awaitText("1 of 2 rows");
        awaitText("2 credits this month");
        show("jobs");
        browser.text("[document.getElementById('filter').value = 'other', document.getElementById('filter').oninput()]");
        awaitText("1 of 2 jobs");
        assertThat(browser.text("document.querySelectorAll('#jobs tbody tr').length")).isEqualTo("1");
        show("state");
        browser.text("document.getElementById('reset').click()");
        awaitText("Really reset?");
        assertThat(sandbox.job("made")).isNotNull();
        browser.text("document.getElementById('reset').click()");
        await().atMost(Duration.ofSeconds(30)).until(() -> sandbox.job("made") == null);
        show("jobs");
        awaitText("No jobs yet.");
    }

    @Test
    @DisplayName("The page changes settings, shows the responses to requests, and adds and removes faults")
    void tools() {
        api.bulk("edited", api.page("about"));
        api.awaitStatus("edited", 9);
        browser.open("http://127.0.0.1:" + sandbox.port() + "/");
        click("edit");
        awaitText("Save settings");
        browser.text("(() => { document.querySelector('#settings [name=maxRounds]').value = '7';"
                     + "document.querySelector('#settings').requestSubmit(); })()");
        await().atMost(Duration.ofSeconds(30)).until(() -> sandbox.job("edited").toJson().path("maxRounds").asInt() == 7);
        show("requests");
        awaitText("/v3/bulk");
        browser.text("document.querySelector('#requests li:last-child summary').click()");
        awaitText("Successfully added urls for spidering.");
        awaitContent("application/x-www-form-urlencoded");
        browser.text("document.querySelector('#requests li:last-child button').click()");
        awaitText("Add a fault");
        browser.text("document.querySelector('#fault').requestSubmit()");
        awaitText("status 503");
        assertThat(api.post("/bulk", "name", "edited").statusCode()).isEqualTo(503);
        browser.text("document.querySelector('#faults button').click()");
        awaitText("every request gets its real response");
        assertThat(browser.text("document.documentElement.outerHTML")).doesNotContain(sandbox.token());
    }

    @Test
    @DisplayName("The page shows and changes the limits of the accounts")
    void limits() {
        sandbox.plan(SandboxPlan.STARTUP);
        browser.open("http://127.0.0.1:" + sandbox.port() + "/");
        awaitText("No jobs yet.");
        show("state");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> browser.text("document.querySelector('#plan [name=crawlRetention]').value").equals("18"));
        browser.text("(() => { document.querySelector('#plan [name=credits]').value = '7';"
                     + "document.querySelector('#plan').requestSubmit(); })()");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(Api.parse(Api.send(HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + sandbox.port() + "/sandbox/overview")).build()).body())
                .path("plan").toString()).isEqualTo("{\"callsPerMinute\":300,\"minUrls\":50,\"maxRunning\":0,\"maxJobs\":1000,"
                                                    + "\"credits\":7,\"bulkRetention\":\"PT240H\",\"crawlRetention\":\"PT432H\"}"));
    }

    @Test
    @DisplayName("Text of crawled pages is not interpreted as HTML")
    void escaping() {
        try (PageSite site = new PageSite().page("/", "<title>&lt;img src=x onerror=alert(1)&gt;</title><p>x</p>")) {
            api.bulk("markup", site.url("/"));
            api.awaitStatus("markup", 9);
            browser.open("http://127.0.0.1:" + sandbox.port() + "/");
            awaitText("markup");
            click("records");
            awaitText("onerror");
            assertThat(browser.text("document.querySelectorAll('img').length")).isEqualTo("0");
        }
    }

    private void show(String view) {
        browser.text("location.hash = '#" + view + "'");
    }

    private void click(String action) {
        await().atMost(Duration.ofSeconds(30)).until(
                () -> browser.text("!!document.querySelector('[data-action=" + action + "]')").equals("true"));
        browser.text("document.querySelector('[data-action=" + action + "]').click()");
    }

    /** Waits for a text that may be in a closed element. */
    private void awaitContent(String text) {
        await().atMost(Duration.ofSeconds(30)).until(() -> browser.text("document.body.textContent").contains(text));
    }

    private void awaitText(String text) {
        await().atMost(Duration.ofSeconds(30)).until(() -> browser.text("document.body.innerText").contains(text));
    }
}
