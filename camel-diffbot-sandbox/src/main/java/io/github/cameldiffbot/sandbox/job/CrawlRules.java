/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.job;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.cameldiffbot.sandbox.crawl.Scope;
import io.github.cameldiffbot.sandbox.crawl.UrlFilter;
import io.github.cameldiffbot.sandbox.crawl.Urls;
import io.github.cameldiffbot.sandbox.extract.ExtractOptions;

/** The settings of a job as they stand when a page is begun, ready for use. */
final class CrawlRules {

    final JobType type;
    final boolean obeyRobots;
    final boolean useCanonical;
    final boolean useProxies;
    final long crawlDelayMillis;
    final Duration timeout;
    final ExtractOptions extract;
    final Map<String, String> headers;

    private final UrlFilter crawl;
    private final UrlFilter process;
    private final UrlFilter page;
    private final long maxHops;
    private final boolean restrictDomain;
    private final Scope scope;

    CrawlRules(JobType type, JobSettings settings, List<String> seeds) {
        this.type = type;
        this.obeyRobots = settings.flag(Setting.OBEY_ROBOTS);
        this.useCanonical = settings.flag(Setting.USE_CANONICAL);
        this.useProxies = settings.flag(Setting.USE_PROXIES);
        // the default of a quarter of a second is shown, as by the service, but not kept: a local site needs no rest
        this.crawlDelayMillis = settings.isGiven(Setting.CRAWL_DELAY)
                ? Math.round(settings.number(Setting.CRAWL_DELAY) * 1000) : 0;
        this.extract = ExtractOptions.of(settings.text(Setting.API_URL));
        this.timeout = extract.timeout();
        this.headers = settings.headers();
        this.crawl = new UrlFilter(settings.text(Setting.URL_CRAWL_PATTERN), settings.text(Setting.URL_CRAWL_REGEX));
        this.process = new UrlFilter(settings.text(Setting.URL_PROCESS_PATTERN), settings.text(Setting.URL_PROCESS_REGEX));
        this.page = new UrlFilter(settings.text(Setting.PAGE_PROCESS_PATTERN), "");
        this.maxHops = settings.integer(Setting.MAX_HOPS);
        this.restrictDomain = settings.flag(Setting.RESTRICT_DOMAIN);
        this.scope = new Scope(
                seeds.stream().map(Urls::normalize).filter(Objects::nonNull).toList(),
                settings.flag(Setting.RESTRICT_SUBDOMAIN));
    }

    boolean isCrawl() {
        return type == JobType.CRAWL;
    }

    /** Whether links on a page may be followed at all. */
    boolean followsFrom(int hop, boolean away) {
        return isCrawl() && !away && (maxHops < 0 || hop < maxHops);
    }

    /** Whether a URL lies outside of what the seeds cover. */
    boolean isAway(String url) {
        return !scope.covers(url);
    }

    boolean mayVisit(String url) {
        return !restrictDomain || scope.covers(url);
    }

    boolean mayCrawl(String url) {
        return mayVisit(url) && crawl.accepts(url);
    }

    /** Where nothing is said of processing, the rule for crawling serves both. */
    boolean wantsUrl(String url) {
        return !isCrawl() || (process.isSet() ? process : crawl).accepts(url);
    }

    boolean wantsPage(String source) {
        return page.accepts(source);
    }
}
