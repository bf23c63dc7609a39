/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.crawl.FetchResult;
import io.github.cameldiffbot.sandbox.crawl.Fetcher;
import io.github.cameldiffbot.sandbox.crawl.Robots;
import io.github.cameldiffbot.sandbox.crawl.RobotsCache;
import io.github.cameldiffbot.sandbox.crawl.Sitemap;
import io.github.cameldiffbot.sandbox.crawl.Urls;
import io.github.cameldiffbot.sandbox.crawl.WorkItem;
import io.github.cameldiffbot.sandbox.extract.PageExtractor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Works on one page: asks robots.txt, fetches, looks for duplicates, extracts, and collects the links. */
final class PageWorker {

    private final Fetcher fetcher;
    private final JobClock clock;
    private final RecordFactory factory;

    PageWorker(Fetcher fetcher, JobClock clock, boolean legacy) {
        this.fetcher = fetcher;
        this.clock = clock;
        this.factory = new RecordFactory(legacy);
    }

    /** Works on a page; null if its turn has not come, and the job will give it again. */
    PageOutcome work(Job job, int life, CrawlRules rules, RobotsCache robotsCache, WorkItem item) {
        RowBuilder row = new RowBuilder(item, job.round(), rules.useProxies);
        Instant now = clock.now();
        row.crawled = now.getEpochSecond();
        if (Urls.normalize(item.url()) == null) {
            return failed(row, "Could not download page (not a URL)");
        }
        long delay = rules.crawlDelayMillis;
        if (rules.obeyRobots) {
            Robots robots = robotsCache.of(item.url());
            row.robotsDelay = robots.delayMillis();
            delay = Math.max(delay, robots.delayMillis());
            if (!robots.allows(pathOf(item.url()))) {
                return failed(row, "robots.txt disallows this url");
            }
        }
        if (delay > 0 && !item.hasTurn() && !job.isTurnOf(item, delay, now.toEpochMilli(), life)) {
            return null;
        }
        FetchResult page = fetcher.fetch(item.url(), rules.headers, rules.timeout);
        row.tries = page.tries();
        row.redirects = page.redirects();
        row.redirectedTo = page.redirects() > 0 ? page.url() : "";
        if (!page.ok()) {
            return failed(row, page.error());
        }
        Sitemap map = rules.isCrawl() && item.hop() == 0 ? Sitemap.read(page.body(), page.url()) : null;
        if (map != null) {
            row.length = page.body().length;
            return listed(rules, item, map, row);
        }
        String source = page.text();
        row.length = source.length();
        Document document = page.isHtml() ? parse(page) : null;
        List<WorkItem> links = new ArrayList<>();
        if (rules.isCrawl() && isDuplicate(job, life, rules, item, page, document, row, links)) {
            return new PageOutcome(row.build(), List.of(), 0, links);
        }
        int harvested = document == null || !rules.isCrawl() ? 0 : harvest(rules, item, document, links);
        List<byte[]> records = List.of();
        if (rules.wantsUrl(item.url()) && rules.wantsPage(source) && job.mayProcess(item.url(), life)) {
            records = process(job, rules, item, page, document, row);
        }
        return new PageOutcome(row.build(), records, harvested, links);
    }

    /** What a sitemap lists takes the place of the seed: it is no hop away. */
    private static PageOutcome listed(CrawlRules rules, WorkItem item, Sitemap map, RowBuilder row) {
        List<WorkItem> links = new ArrayList<>();
        for (String location : map.locations()) {
            String url = Urls.normalize(location);
            if (url != null && (map.isIndex() ? rules.mayVisit(url) : rules.mayCrawl(url))) {
                links.add(new WorkItem(url, item.seed(), 0, row.crawled, rules.isAway(url)));
            }
        }
        return new PageOutcome(row.build(), List.of(), map.locations().size(), links);
    }

    /** What is said of a page whose handling broke: the job has to go on. */
    PageOutcome broken(Job job, WorkItem item, RuntimeException e) {
        RowBuilder row = new RowBuilder(item, job.round(), false);
        row.crawled = clock.now().getEpochSecond();
        return failed(row, "Could not download page (" + e.getClass().getSimpleName() + ")");
    }

    private static PageOutcome failed(RowBuilder row, String status) {
        row.crawlStatus = status;
        return new PageOutcome(row.build(), List.of(), 0, List.of());
    }

    private static boolean isDuplicate(
            Job job, int life, CrawlRules rules, WorkItem item, FetchResult page, Document document, RowBuilder row,
            List<WorkItem> links) {
        if (page.redirects() > 0 && !page.url().equals(item.url()) && !job.visit(page.url(), life)) {
            row.crawlStatus = "Doc is a dup";
            row.duplicateOf = Urls.docId(page.url());
            return true;
        }
        Element mark = document == null || !rules.useCanonical ? null : document.selectFirst("link[rel=canonical][href]");
        String canonical = mark == null ? null : Urls.normalize(mark.absUrl("href"));
        if (canonical != null && !canonical.equals(page.url()) && !canonical.equals(item.url())) {
            row.crawlStatus = "Url was dup of canonical page";
            row.duplicateOf = Urls.docId(canonical);
            if (rules.mayCrawl(canonical)) {
                links.add(new WorkItem(canonical, item.seed(), item.hop(), row.crawled, rules.isAway(canonical)));
            }
            return true;
        }
        row.duplicateOf = job.duplicateOf(Urls.hash64(page.body()), Urls.docId(item.url()), life);
        if (row.duplicateOf != 0) {
            row.crawlStatus = "Doc is a dup";
        }
        return row.duplicateOf != 0;
    }

    private static int harvest(CrawlRules rules, WorkItem item, Document document, List<WorkItem> links) {
        Set<String> targets = new LinkedHashSet<>();
        int seen = 0;
        for (Element link : document.select("a[href]")) {
            String target = Urls.normalize(link.absUrl("href"));
            if (target != null) {
                seen++;
                targets.add(target);
            }
        }
        if (rules.followsFrom(item.hop(), item.away())) {
            long now = item.discovered();
            for (String target : targets) {
                if (rules.mayCrawl(target)) {
                    links.add(new WorkItem(target, item.seed(), item.hop() + 1, now, rules.isAway(target)));
                }
            }
        }
        return seen;
    }

    private List<byte[]> process(
            Job job, CrawlRules rules, WorkItem item, FetchResult page, Document document, RowBuilder row) {
        row.processAttempted = true;
        if (document == null) {
            row.processResponse = "Diffbot could not parse page";
            return List.of();
        }
        row.processResponse = PageOutcome.SUCCESS;
        List<byte[]> records = new ArrayList<>();
        for (ObjectNode members : PageExtractor.extract(document, rules.extract)) {
            String type = members.path("type").asText();
            if (factory.keeps(type)) {
                if (records.isEmpty()) {
                    row.diffbotUri = RecordFactory.diffbotUri(type, page.url());
                }
                records.add(factory.record(job, item, page.url(), members, clock.now(), records.size()));
            }
        }
        return records;
    }

    private static Document parse(FetchResult page) {
        try {
            return Jsoup.parse(new ByteArrayInputStream(page.body()), page.charset(), page.url());
        } catch (IOException e) {
            return Jsoup.parse(new String(page.body(), StandardCharsets.UTF_8), page.url());
        }
    }

    private static String pathOf(String url) {
        URI uri = URI.create(url);
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }
}
