/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.crawl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.data.UrlRow;
import io.github.cameldiffbot.sandbox.internal.engine.CrawlRules;
import io.github.cameldiffbot.sandbox.internal.engine.JobClock;
import io.github.cameldiffbot.sandbox.internal.engine.PageOutcome;
import io.github.cameldiffbot.sandbox.internal.engine.PageTask;
import io.github.cameldiffbot.sandbox.internal.extract.ExtractOptions;
import io.github.cameldiffbot.sandbox.internal.extract.PageExtractor;
import io.github.cameldiffbot.sandbox.internal.extract.PageParser;
import io.github.cameldiffbot.sandbox.internal.fetch.FetchResult;
import io.github.cameldiffbot.sandbox.internal.fetch.Fetcher;
import io.github.cameldiffbot.sandbox.internal.fetch.RobotsCache;
import io.github.cameldiffbot.sandbox.internal.fetch.RobotsRules;
import io.github.cameldiffbot.sandbox.internal.fetch.Sitemap;
import io.github.cameldiffbot.sandbox.internal.frontier.WorkItem;
import io.github.cameldiffbot.sandbox.internal.text.Selectors;
import io.github.cameldiffbot.sandbox.internal.url.Hashes;
import io.github.cameldiffbot.sandbox.internal.url.Urls;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;

/** Crawls one page: checks robots.txt, fetches, detects duplicates, extracts, and collects the links. */
public final class PageCrawler {

    private static final Evaluator CANONICAL = Selectors.parse("link[rel=canonical][href]");
    private static final int MAX_REFRESHES = 3;
    private static final String DISALLOWED = "robots.txt disallows this url";

    private final Fetcher fetcher;
    private final JobClock clock;
    private final RecordFactory records;
    private volatile ParsedApi lastApi = new ParsedApi("", ExtractOptions.of(""));

    /** The {@code apiUrl} of a job and the options in it. */
    private record ParsedApi(String url, ExtractOptions options) {
    }

    /** The state of the crawl of a page. */
    private record Page(
            PageTask task, CrawlRules rules, ExtractOptions options, FetchResult fetched, @Nullable Document document,
            UrlRowBuilder row) {

        WorkItem item() {
            return task.item();
        }
    }

    /**
     * Creates a crawler.
     *
     * @param legacy whether to write records in the format of 2015
     */
    public PageCrawler(Fetcher fetcher, JobClock clock, boolean legacy) {
        this.fetcher = fetcher;
        this.clock = clock;
        this.records = new RecordFactory(legacy);
    }

    /**
     * Crawls a page.
     *
     * @param  robotsCache of the job and round
     * @return             null if the page must wait for its slot; the job hands it out again
     */
    public @Nullable PageOutcome crawl(PageTask task, RobotsCache robotsCache) {
        WorkItem item = task.item();
        CrawlRules rules = task.rules();
        UrlRowBuilder row = new UrlRowBuilder(item, task.round(), rules.usesProxies());
        Instant now = clock.now();
        row.crawled = now.getEpochSecond();
        if (Urls.normalize(item.url()) == null) {
            return failed(row, "Could not download page (not a URL)");
        }
        long delay = rules.crawlDelayMillis(item.url());
        if (rules.obeysRobots()) {
            RobotsRules robots = robotsCache.of(item.url());
            row.robotsDelay = robots.delayMillis();
            delay = Math.max(delay, robots.delayMillis());
            if (!robots.allows(item.url())) {
                return failed(row, DISALLOWED);
            }
        }
        if (delay > 0 && !item.delayed() && !task.reserveSlot(delay, now.toEpochMilli())) {
            return null;
        }
        ExtractOptions options = options(rules.apiUrl());
        FetchResult fetched = fetch(item.url(), rules, options, robotsCache);
        row.tries = fetched.tries();
        row.redirects = fetched.redirects();
        row.redirectedTo = fetched.redirects() > 0 ? fetched.url() : "";
        if (!fetched.ok()) {
            return failed(row, fetched.error());
        }
        Sitemap map = rules.isCrawl() && item.hop() == 0 ? Sitemap.read(fetched) : null;
        if (map != null) {
            row.length = fetched.body().length;
            return fromSitemap(rules, item, map, row);
        }
        Document document = fetched.isHtml() ? parse(fetched) : null;
        String source = document == null ? fetched.text() : new String(fetched.body(), document.charset());
        return fromPage(new Page(task, rules, options, fetched, document, row), source);
    }

    /** Parses the {@code apiUrl} of a job, which is mostly that of the page before. */
    private ExtractOptions options(String apiUrl) {
        ParsedApi parsed = lastApi;
        if (!parsed.url.equals(apiUrl)) {
            parsed = new ParsedApi(apiUrl, ExtractOptions.of(apiUrl));
            lastApi = parsed;
        }
        return parsed.options;
    }

    /** Fetches a page, and follows its redirects by HTTP and by HTML. */
    private FetchResult fetch(String url, CrawlRules rules, ExtractOptions options, RobotsCache robots) {
        FetchResult fetched = fetcher.fetch(url, rules.headers(), options.timeout(), target -> refusal(target, rules, robots));
        for (int i = 0; i < MAX_REFRESHES && fetched.ok() && fetched.isHtml() && MetaRefresh.mayBeIn(fetched.body()); i++) {
            String target = MetaRefresh.target(parse(fetched));
            if (target == null || !refusal(target, rules, robots).isEmpty()) {
                return fetched;
            }
            fetched = fetcher.fetch(target, rules.headers(), options.timeout(), next -> refusal(next, rules, robots))
                    .afterRedirects(fetched.redirects() + 1);
        }
        return fetched;
    }

    /** Returns the error of a redirect that is not followed, or an empty string. */
    private static String refusal(String target, CrawlRules rules, RobotsCache robots) {
        if (rules.isCrawl() && !rules.admitsDomain(target)) {
            return "Could not download page (redirected to another domain)";
        }
        return rules.obeysRobots() && !robots.of(target).allows(target) ? DISALLOWED : "";
    }

    /** Returns the outcome of a page whose crawl has thrown an exception. */
    public PageOutcome failed(PageTask task, Throwable e) {
        UrlRowBuilder row = new UrlRowBuilder(task.item(), task.round(), false);
        row.crawled = clock.now().getEpochSecond();
        return failed(row, "Could not download page ("
                           + (e instanceof IllegalStateException ? e.getMessage() : e.getClass().getSimpleName()) + ")");
    }

    private static PageOutcome failed(UrlRowBuilder row, String status) {
        row.crawlStatus = status;
        return new PageOutcome(row.build(), List.of(), 0, List.of());
    }

    /** The URLs of a sitemap replace the seed: they have its hop count. */
    private static PageOutcome fromSitemap(CrawlRules rules, WorkItem item, Sitemap map, UrlRowBuilder row) {
        List<WorkItem> links = new ArrayList<>();
        for (String location : map.locations()) {
            String url = Urls.normalize(location);
            if (url != null && (map.isIndex() ? rules.admitsDomain(url) : rules.admits(url))) {
                links.add(new WorkItem(url, item.seed(), 0, row.crawled, rules.isExternal(url)));
            }
        }
        return new PageOutcome(row.build(), List.of(), map.locations().size(), links);
    }

    private PageOutcome fromPage(Page page, String source) {
        UrlRowBuilder row = page.row;
        CrawlRules rules = page.rules;
        row.length = source.length();
        List<WorkItem> links = new ArrayList<>();
        if (rules.isCrawl() && isDuplicate(page, links)) {
            return new PageOutcome(row.build(), List.of(), 0, links);
        }
        int harvested = page.document == null || !rules.isCrawl() ? 0 : harvest(page, page.document, links);
        List<byte[]> extracted = List.of();
        if (rules.admitsProcessing(page.item().url()) && rules.admitsSource(source) && page.task.tryProcess()) {
            extracted = process(page);
        }
        return new PageOutcome(row.build(), extracted, harvested, links);
    }

    private static boolean isDuplicate(Page page, List<WorkItem> links) {
        WorkItem item = page.item();
        UrlRowBuilder row = page.row;
        FetchResult fetched = page.fetched;
        if (fetched.redirects() > 0 && !fetched.url().equals(item.url()) && !page.task.visit(fetched.url())) {
            row.crawlStatus = "Doc is a dup";
            row.duplicateOf = Hashes.docId(fetched.url());
            return true;
        }
        String canonical = canonical(page);
        if (canonical != null && !canonical.equals(fetched.url()) && !canonical.equals(item.url())) {
            row.crawlStatus = "Url was dup of canonical page";
            row.duplicateOf = Hashes.docId(canonical);
            if (page.rules.admits(canonical)) {
                links.add(new WorkItem(
                        canonical, item.seed(), item.hop(), row.crawled, page.rules.isExternal(canonical)));
            }
            return true;
        }
        if (page.options.rendersLinks()) {
            return false;
        }
        row.duplicateOf = page.task.duplicateOf(Hashes.hash64(fetched.body()), Hashes.docId(item.url()));
        if (row.duplicateOf != 0) {
            row.crawlStatus = "Doc is a dup";
        }
        return row.duplicateOf != 0;
    }

    private static @Nullable String canonical(Page page) {
        Element link = page.document == null || !page.rules.usesCanonical()
                ? null : page.document.selectFirst(CANONICAL);
        return link == null ? null : Urls.resolve(link.baseUri(), link.attr("href"));
    }

    private static int harvest(Page page, Document document, List<WorkItem> links) {
        WorkItem item = page.item();
        Set<String> targets = new LinkedHashSet<>();
        int count = 0;
        for (Element link : document.select(Selectors.LINKS)) {
            String target = Urls.resolve(link.baseUri(), link.attr("href"));
            if (target != null) {
                count++;
                targets.add(target);
            }
        }
        if (page.rules.followsLinks(item)) {
            for (String target : targets) {
                if (page.rules.admitsLink(target, item.hop())) {
                    links.add(new WorkItem(
                            target, item.seed(), item.hop() + 1, item.discovered(), page.rules.isExternal(target)));
                }
            }
        }
        return count;
    }

    private List<byte[]> process(Page page) {
        UrlRowBuilder row = page.row;
        row.processAttempted = true;
        if (!page.options.isValid()) {
            row.processResponse = "Invalid API";
            return List.of();
        }
        if (page.document == null) {
            row.processResponse = "Diffbot could not parse page";
            return List.of();
        }
        if (!page.task.tryReserve(page.rules.usesProxies(), clock.now())) {
            row.processResponse = "Insufficient credits";
            return List.of();
        }
        row.processResponse = UrlRow.SUCCESS;
        List<byte[]> extracted = new ArrayList<>();
        for (ObjectNode members : PageExtractor.extract(page.document, page.options)) {
            String type = members.path("type").asText();
            if (records.keeps(type)) {
                if (extracted.isEmpty()) {
                    row.diffbotUri = members.path("diffbotUri").asText();
                }
                extracted.add(records.create(page.task, page.fetched.url(), members, clock.now(), extracted.size()));
            }
        }
        return extracted;
    }

    private static Document parse(FetchResult page) {
        try {
            return PageParser.parse(page.body(), page.charset(), page.url());
        } catch (IOException e) {
            return Jsoup.parse(new String(page.body(), StandardCharsets.UTF_8), page.url());
        }
    }
}
