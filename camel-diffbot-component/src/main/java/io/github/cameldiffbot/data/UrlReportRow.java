/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import io.github.cameldiffbot.internal.json.CsvColumns;
import io.github.cameldiffbot.internal.json.Numbers;
import io.github.cameldiffbot.job.HasUrl;

/**
 * What became of one URL in one round of a job. Where a column is missing the getters give the value that their comment
 * names.
 */
public final class UrlReportRow extends CsvRow implements HasUrl {

    private static final long serialVersionUID = 1;

    private static final String SUCCESS = "Success";
    // Doc is a dup; Url was dup of canonical page
    private static final Pattern DUPLICATE = Pattern.compile("\\bdup\\b", Pattern.CASE_INSENSITIVE);

    public UrlReportRow(CsvColumns columns, List<String> cells) {
        super(columns, cells);
    }

    /**
     * The URL in the form that Diffbot brought it to, which can differ from the one that was submitted; empty when
     * missing. A repeating job reports it once per round.
     */
    @Override
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
     * What all this comes to.
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
     * Whether the page was fetched and, if that was tried, extracted.
     */
    public boolean isSuccess() {
        return getUrlStatus() == UrlStatus.success;
    }

    /**
     * Whether the page was not fetched, or not extracted although that was tried.
     */
    public boolean isFailed() {
        return getUrlStatus() == UrlStatus.failed;
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
