/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import io.github.cameldiffbot.internal.json.CsvColumns;
import io.github.cameldiffbot.internal.json.WireNumbers;
import io.github.cameldiffbot.job.HasUrl;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one URL in one round of a job. If a column is missing, each getter returns the value that it
 * documents.
 */
public final class UrlReportRow extends CsvRow implements HasUrl {

    private static final long serialVersionUID = 1;

    private static final String SUCCESS = "Success";
    // matches "Doc is a dup" and "Url was dup of canonical page"
    private static final Pattern DUPLICATE = Pattern.compile("\\bdup\\b", Pattern.CASE_INSENSITIVE);

    public UrlReportRow(CsvColumns columns, List<String> cells) {
        super(columns, cells);
    }

    /**
     * Returns the URL as normalized by Diffbot, which can differ from the submitted one; empty if missing. A repeating
     * job reports the URL once per round.
     */
    @Override
    public String getUrl() {
        return unquoted(text("Url"));
    }

    /**
     * Returns the id of the page, called {@code parentUrlDocId} in older records; empty if missing.
     */
    public String getDocId() {
        return text("Doc ID");
    }

    /**
     * Returns the time at which the URL was found; null if missing.
     */
    public @Nullable Instant getUrlDiscoveredTime() {
        return WireNumbers.time(text("Url Discovered Time"));
    }

    /**
     * Returns the time at which the page was fetched; null if missing.
     */
    public @Nullable Instant getCrawledTime() {
        return WireNumbers.time(text("Crawled Time"));
    }

    /**
     * Returns the length of the page in characters; -1 if missing.
     */
    public long getContentLength() {
        return number("Content Length");
    }

    /**
     * Returns the {@link #getDocId() id} of the page that this page duplicates; empty if the page is not a duplicate or
     * the column is missing.
     */
    public String getDuplicateOf() {
        return text("Duplicate Of");
    }

    /**
     * Returns the number of redirects followed; -1 if missing.
     */
    public long getRedirects() {
        return number("Redirects");
    }

    /**
     * Returns the target of the redirect; empty if there was none or the column is missing.
     */
    public String getRedirectedTo() {
        return unquoted(text("Redirected To"));
    }

    /**
     * Returns the crawl delay of the site's robots.txt in milliseconds; -1 if missing.
     */
    public long getRobotsTxtCrawlDelay() {
        return number("Robots.txt Crawl Delay (ms)");
    }

    /**
     * Returns the round of the job; -1 if missing.
     */
    public long getCrawlRound() {
        return number("Crawl Round");
    }

    /**
     * Returns the number of the attempt; -1 if missing, which is usual.
     */
    public long getCrawlTry() {
        return number("Crawl Try #");
    }

    /**
     * Returns the distance from a seed in links, 0 for a seed or a submitted URL; -1 if missing.
     */
    public long getHopCount() {
        return number("Hop Count");
    }

    /**
     * Returns {@code Success}, or the reason why the page was not fetched; empty if missing.
     */
    public String getCrawlStatus() {
        return text("Crawl Status");
    }

    /**
     * Returns the id of the extracted record; empty if nothing was extracted or the column is missing.
     */
    public String getDiffbotUri() {
        return text("Diffbot URI");
    }

    /**
     * Returns whether extraction was attempted; false if missing.
     */
    public boolean isProcessAttempted() {
        String attempted = text("Process Attempted");
        return "true".equalsIgnoreCase(attempted) || WireNumbers.number(attempted, 0) != 0;
    }

    /**
     * Returns {@code Success}, or the reason why nothing was extracted; empty if extraction was not attempted or the
     * column is missing.
     */
    public String getProcessResponse() {
        return text("Process Response");
    }

    /**
     * Returns the proxy that was used; empty if there was none or the column is missing.
     */
    public String getProxyUsed() {
        return text("Proxy Used");
    }

    /**
     * Returns the status that summarizes the row.
     */
    public UrlStatus getUrlStatus() {
        String crawl = getCrawlStatus();
        if (SUCCESS.equalsIgnoreCase(crawl)) {
            return !isProcessAttempted() || SUCCESS.equalsIgnoreCase(getProcessResponse())
                    ? UrlStatus.success : UrlStatus.failed;
        }
        if (!getDuplicateOf().isEmpty() || DUPLICATE.matcher(crawl).find()) {
            return UrlStatus.duplicate;
        }
        return crawl.isEmpty() && !isProcessAttempted() ? UrlStatus.unknown : UrlStatus.failed;
    }

    /**
     * Returns whether the page was fetched and, if extraction was attempted, extracted.
     */
    public boolean isSuccess() {
        return getUrlStatus() == UrlStatus.success;
    }

    /**
     * Returns whether the page was not fetched, or extraction was attempted and failed.
     */
    public boolean isFailed() {
        return getUrlStatus() == UrlStatus.failed;
    }

    private String text(String name) {
        String text = get(name);
        return text == null ? "" : text.strip();
    }

    private long number(String name) {
        return WireNumbers.number(unquoted(text(name)), -1);
    }

    // some reports put the value in quotation marks twice
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
