/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.time.Instant;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of one URL in one round of a job: a read-only map of the report's columns under the names in its header,
 * which may be written in any case to look one up. Where a column is missing the getters give the value that their
 * comment names.
 */
public final class UrlReportRow extends AbstractMap<String, String> {

    private static final String SUCCESS = "Success";

    private final UrlReportColumns columns;
    private final List<String> cells;

    UrlReportRow(UrlReportColumns columns, List<String> cells) {
        this.columns = columns;
        this.cells = cells;
    }

    @Override
    public String get(Object key) {
        int index = key instanceof String name ? columns.indexOf(name) : -1;
        return index < 0 ? null : cell(index);
    }

    @Override
    public boolean containsKey(Object key) {
        return key instanceof String name && columns.indexOf(name) >= 0;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        Map<String, String> row = new LinkedHashMap<>();
        for (String name : columns.names()) {
            row.put(name, cell(columns.indexOf(name)));
        }
        return Collections.unmodifiableMap(row).entrySet();
    }

    /**
     * The URL in the form that Diffbot brought it to, which can differ from the one that was submitted; empty when
     * missing. A repeating job reports it once per round.
     */
    public String getUrl() {
        return unquoted(text("Url"));
    }

    /**
     * The id of the page, which older records have as <code>parentUrlDocId</code>; empty when missing.
     */
    public String getDocId() {
        return text("Doc ID");
    }

    /**
     * When the URL was found; null when missing.
     */
    public Instant getUrlDiscoveredTime() {
        return Numbers.time(text("Url Discovered Time"));
    }

    /**
     * When the page was fetched; null when missing.
     */
    public Instant getCrawledTime() {
        return Numbers.time(text("Crawled Time"));
    }

    /**
     * The length of the page in characters; -1 when missing.
     */
    public long getContentLength() {
        return number("Content Length");
    }

    /**
     * The {@link #getDocId() id} of the page that this is a duplicate of; empty when it is none, and when missing.
     */
    public String getDuplicateOf() {
        return text("Duplicate Of");
    }

    /**
     * How many redirects were followed; -1 when missing.
     */
    public long getRedirects() {
        return number("Redirects");
    }

    /**
     * The URL that the page was redirected to; empty when it was not, and when missing.
     */
    public String getRedirectedTo() {
        return unquoted(text("Redirected To"));
    }

    /**
     * The pause that the site's robots.txt asks for, in milliseconds; -1 when missing.
     */
    public long getRobotsTxtCrawlDelay() {
        return number("Robots.txt Crawl Delay (ms)");
    }

    /**
     * The round of the job; -1 when missing.
     */
    public long getCrawlRound() {
        return number("Crawl Round");
    }

    /**
     * Which attempt it was; -1 when missing, as it usually is.
     */
    public long getCrawlTry() {
        return number("Crawl Try #");
    }

    /**
     * How many links away from a seed the page is, 0 for a seed or a submitted URL; -1 when missing.
     */
    public long getHopCount() {
        return number("Hop Count");
    }

    /**
     * <code>Success</code>, or why the page was not fetched; empty when missing.
     */
    public String getCrawlStatus() {
        return text("Crawl Status");
    }

    /**
     * The id of what was extracted; empty when nothing was, and when missing.
     */
    public String getDiffbotUri() {
        return text("Diffbot URI");
    }

    /**
     * Whether the page was sent to extraction; false when missing.
     */
    public boolean isProcessAttempted() {
        String attempted = text("Process Attempted");
        return "true".equalsIgnoreCase(attempted) || Numbers.number(attempted, 0) != 0;
    }

    /**
     * <code>Success</code>, or why nothing was extracted; empty when it was not tried, and when missing.
     */
    public String getProcessResponse() {
        return text("Process Response");
    }

    /**
     * The proxy that was used; empty when none was, and when missing.
     */
    public String getProxyUsed() {
        return text("Proxy Used");
    }

    /**
     * Whether the page was fetched and, if that was tried, extracted.
     */
    public boolean isSuccess() {
        return SUCCESS.equalsIgnoreCase(getCrawlStatus())
                && (!isProcessAttempted() || SUCCESS.equalsIgnoreCase(getProcessResponse()));
    }

    private String cell(int index) {
        return index < cells.size() ? cells.get(index) : "";
    }

    private String text(String name) {
        String text = get(name);
        return text == null ? "" : text.strip();
    }

    private long number(String name) {
        return Numbers.number(unquoted(text(name)), -1);
    }

    // some reports quote the quotes
    private static String unquoted(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && text.charAt(from) == '"') {
            from++;
        }
        while (to > from && text.charAt(to - 1) == '"') {
            to--;
        }
        return text.substring(from, to).strip();
    }
}
