/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.engine;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.cameldiffbot.sandbox.internal.frontier.WorkItem;
import io.github.cameldiffbot.sandbox.internal.url.CrawlScope;
import io.github.cameldiffbot.sandbox.internal.url.UrlFilter;
import io.github.cameldiffbot.sandbox.internal.url.Urls;

/** Decides which pages a job crawls and processes: an immutable evaluation of its settings and seeds. */
public final class CrawlRules {

    private final JobType type;
    private final boolean obeyRobots;
    private final boolean useCanonical;
    private final boolean useProxies;
    private final long crawlDelayMillis;
    private final boolean delaysLocal;
    private final String apiUrl;
    private final Map<String, String> headers;
    private final UrlFilter crawl;
    private final UrlFilter process;
    private final UrlFilter page;
    private final long maxHops;
    private final boolean restrictDomain;
    /** Whether pages that a crawl pattern selects may be outside of the scope of the seeds. */
    private final boolean patternLeavesDomain;
    private final CrawlScope scope;

    CrawlRules(JobType type, JobSettings settings, List<String> seeds) {
        this.type = type;
        this.obeyRobots = settings.flag(Setting.OBEY_ROBOTS);
        this.useCanonical = settings.flag(Setting.USE_CANONICAL);
        this.useProxies = settings.flag(Setting.USE_PROXIES);
        this.crawlDelayMillis = Math.round(settings.number(Setting.CRAWL_DELAY) * 1000);
        this.delaysLocal = settings.isGiven(Setting.CRAWL_DELAY);
        this.apiUrl = settings.text(Setting.API_URL);
        this.headers = settings.headers();
        this.crawl = new UrlFilter(settings.text(Setting.URL_CRAWL_PATTERN), settings.text(Setting.URL_CRAWL_REGEX));
        this.process = new UrlFilter(settings.text(Setting.URL_PROCESS_PATTERN), settings.text(Setting.URL_PROCESS_REGEX));
        this.page = new UrlFilter(settings.text(Setting.PAGE_PROCESS_PATTERN), "");
        this.maxHops = settings.integer(Setting.MAX_HOPS);
        this.restrictDomain = settings.flag(Setting.RESTRICT_DOMAIN);
        this.patternLeavesDomain = crawl.isSelective() && !(restrictDomain && settings.isGiven(Setting.RESTRICT_DOMAIN));
        this.scope = new CrawlScope(
                seeds.stream().map(Urls::normalize).filter(Objects::nonNull).toList(),
                settings.flag(Setting.RESTRICT_SUBDOMAIN));
    }

    public boolean isCrawl() {
        return type == JobType.CRAWL;
    }

    /** Returns whether robots.txt is obeyed. */
    public boolean obeysRobots() {
        return obeyRobots;
    }

    /** Returns whether pages with another canonical URL are skipped as duplicates. */
    public boolean usesCanonical() {
        return useCanonical;
    }

    public boolean usesProxies() {
        return useProxies;
    }

    /**
     * Returns the delay between two requests to the host of a URL in milliseconds, 0 for none. The default of a quarter
     * of a second is not applied on this machine, which needs no delay.
     */
    public long crawlDelayMillis(String url) {
        return delaysLocal || !Urls.isLocal(Urls.host(url)) ? Math.max(0, crawlDelayMillis) : 0;
    }

    /** Returns the URL of the Extract API. */
    public String apiUrl() {
        return apiUrl;
    }

    /** Returns the custom headers for requests to the site. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns whether links on a page are followed: not on one that only the process pattern selects. */
    public boolean followsLinks(WorkItem page) {
        return isCrawl() && !page.external() && (maxHops < 0 || page.hop() < maxHops)
                && (page.url().equals(page.seed()) || crawl.accepts(page.url()));
    }

    /** Returns whether a URL is outside of the scope of the seeds, and no crawl pattern selects it. */
    public boolean isExternal(String url) {
        return !scope.covers(url) && !(patternLeavesDomain && crawl.accepts(url));
    }

    /**
     * Returns whether the domain restriction permits a URL. A pattern of URLs to crawl replaces the default
     * restriction.
     */
    public boolean admitsDomain(String url) {
        return !restrictDomain || !isExternal(url) || patternLeavesDomain && process.isSelective() && process.accepts(url);
    }

    /** Returns whether a link is fetched. Without the domain restriction, other domains are one hop from the seeds. */
    public boolean admitsLink(String url, int hopOfPage) {
        return admits(url) && (hopOfPage == 0 || restrictDomain || !isExternal(url));
    }

    /** Returns whether a URL is fetched: to be crawled, or only to be processed. */
    public boolean admits(String url) {
        return admitsDomain(url) && (crawl.accepts(url) || process.isSet() && process.accepts(url));
    }

    /** Returns whether a URL is processed. Without a process pattern the crawl pattern applies. */
    public boolean admitsProcessing(String url) {
        return !isCrawl() || (process.isSet() ? process : crawl).accepts(url);
    }

    /** Returns whether the source of a page permits to process it. */
    public boolean admitsSource(String source) {
        return page.accepts(source);
    }
}
