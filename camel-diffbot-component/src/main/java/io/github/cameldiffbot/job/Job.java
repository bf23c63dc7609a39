/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A bulk or crawl job as Diffbot reported it: a read-only map of the members under Diffbot's names, with typed getters
 * for the documented ones. The getters are lenient and never fail; for a missing member they return the documented
 * value, and {@link #containsKey(Object)} returns whether it is present. Nested maps and lists are read-only, too, so
 * that routes can share a job.
 * <p>
 * A job is serializable if its members are. A store that filters classes has to allow those of this component. For
 * example, set the option {@code deserializationFilter} of a {@code JdbcAggregationRepository} to {@code
 * java.**;org.apache.camel.**;io.github.cameldiffbot.**;!*}, because its default filter rejects them.
 */
public final class Job extends AbstractMap<String, @Nullable Object> implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final long SECONDS_PER_DAY = 86_400;

    private final transient Map<String, @Nullable Object> members;
    private final transient JobStatus status;
    private final transient JobKey key;

    private Job(Map<String, @Nullable Object> members) {
        this.members = members;
        Object reported = members.get("jobStatus");
        if (reported instanceof Map<?, ?> map) {
            int code = (int) WireValues.number(map.get("status"), JobStatus.NONE);
            status = new JobStatus(code, WireValues.text(map.get("message")), JobStatusGroup.of(code, this));
        } else {
            status = new JobStatus(JobStatus.NONE, "");
        }
        key = new JobKey(WireValues.text(members.get("type")), WireValues.text(members.get("name")));
    }

    /** Returns a job with copies of these members, at any depth. */
    public static Job of(Map<String, ?> members) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        members.forEach((name, value) -> copy.put(name, Unmodifiable.copy(value)));
        return new Job(Collections.unmodifiableMap(copy));
    }

    /** Returns a job with these members without copying them. Neither the map nor its values may change afterwards. */
    public static Job backedBy(Map<String, @Nullable Object> members) {
        return new Job(Collections.unmodifiableMap(members));
    }

    private Object writeReplace() {
        return new SerializedJob(new LinkedHashMap<>(members));
    }

    private void readObject(ObjectInputStream stream) throws InvalidObjectException {
        throw new InvalidObjectException("A job is read by its SerializedJob");
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        return members.entrySet();
    }

    @Override
    public @Nullable Object get(Object key) {
        return members.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return members.containsKey(key);
    }

    /** Returns the key of this job, unique per token. */
    public JobKey getKey() {
        return key;
    }

    /** Returns the name of the job, unique per token. */
    public String getName() {
        return key.name();
    }

    /** Returns the type, {@code bulk} or {@code crawl}. */
    public String getType() {
        return key.type();
    }

    /** Returns the status; its code is {@link JobStatus#NONE} if the job reports none. */
    public JobStatus getStatus() {
        return status;
    }

    /** Returns the time of the creation or the last restart, in seconds since 1970; 0 if missing. */
    public long getJobCreationTimeUTC() {
        return number("jobCreationTimeUTC", 0);
    }

    /** Returns the time of the last end, in seconds since 1970; 0 if the job runs or never ended, or if missing. */
    public long getJobCompletionTimeUTC() {
        return number("jobCompletionTimeUTC", 0);
    }

    /**
     * Returns the full days since the last end, by Diffbot's clock at the response; 0 if the job runs or never ended,
     * or if a time is missing. A job that was stored keeps its age.
     */
    public long getEndedDaysAgo() {
        long ended = getJobCompletionTimeUTC();
        return ended <= 0 ? 0 : Math.max(0, (getCurrentTimeUTC() - ended) / SECONDS_PER_DAY);
    }

    /** Returns whether Diffbot has sent the notification of the end of the job or round. */
    public boolean isSentJobDoneNotification() {
        return flag("sentJobDoneNotification");
    }

    /** Returns the number of extracted objects; 0 if missing. */
    public long getObjectsFound() {
        return number("objectsFound", 0);
    }

    /** Returns the number of links found; 0 if missing. */
    public long getUrlsHarvested() {
        return number("urlsHarvested", 0);
    }

    /** Returns the number of requested pages over all rounds; 0 if missing. */
    public long getPageCrawlAttempts() {
        return number("pageCrawlAttempts", 0);
    }

    /** Returns the number of fetched pages over all rounds; 0 if missing. */
    public long getPageCrawlSuccesses() {
        return number("pageCrawlSuccesses", 0);
    }

    /** Returns the number of fetched pages in the current round; 0 if missing. */
    public long getPageCrawlSuccessesThisRound() {
        return number("pageCrawlSuccessesThisRound", 0);
    }

    /** Returns the number of pages sent to extraction over all rounds; 0 if missing. */
    public long getPageProcessAttempts() {
        return number("pageProcessAttempts", 0);
    }

    /** Returns the number of extracted pages over all rounds; 0 if missing. */
    public long getPageProcessSuccesses() {
        return number("pageProcessSuccesses", 0);
    }

    /** Returns the number of extracted pages in the current round; 0 if missing. */
    public long getPageProcessSuccessesThisRound() {
        return number("pageProcessSuccessesThisRound", 0);
    }

    /** Returns the maximum number of rounds; 0 and -1 for no limit; -1 if missing. */
    public long getMaxRounds() {
        return number("maxRounds", -1);
    }

    /**
     * Returns the days from the end of a round to the start of the next; 0 if the job does not repeat or if missing.
     */
    public double getRepeat() {
        return WireValues.decimal(members.get("repeat"), 0);
    }

    /** Returns the seconds between two requests to one IP address; -1 for Diffbot's default or if missing. */
    public double getCrawlDelay() {
        return WireValues.decimal(members.get("crawlDelay"), -1);
    }

    /** Returns whether the job obeys robots.txt. */
    public boolean isObeyRobots() {
        return flag("obeyRobots");
    }

    /** Returns the maximum number of pages fetched per round; -1 if missing, as on bulk jobs. */
    public long getMaxToCrawl() {
        return number("maxToCrawl", -1);
    }

    /** Returns the maximum number of pages extracted per round; -1 if missing, as on bulk jobs. */
    public long getMaxToProcess() {
        return number("maxToProcess", -1);
    }

    /** Returns the maximum number of pages fetched per subdomain; -1 for no limit or if missing. */
    public long getMaxToCrawlPerSubdomain() {
        return number("maxToCrawlPerSubdomain", -1);
    }

    /** Returns the maximum number of pages extracted per subdomain; -1 for no limit or if missing. */
    public long getMaxToProcessPerSubdomain() {
        return number("maxToProcessPerSubdomain", -1);
    }

    /** Returns whether later rounds extract only pages that earlier rounds did not. */
    public boolean isOnlyProcessIfNew() {
        return flag("onlyProcessIfNew");
    }

    /**
     * Returns the seeds of a crawl, joined by spaces; empty if missing, as on bulk jobs, or if longer than 16,384
     * characters.
     */
    public String getSeeds() {
        return text("seeds");
    }

    /** Returns the number of completed rounds; 0 if the job does not repeat or if missing. */
    public long getRoundsCompleted() {
        return number("roundsCompleted", 0);
    }

    /**
     * Returns the start of the current round or, between rounds, of the next one, in seconds since 1970; 0 in the first
     * round or if missing.
     */
    public long getRoundStartTime() {
        return number("roundStartTime", 0);
    }

    /** Returns the time of Diffbot's clock at the response, in seconds since 1970; 0 if missing. */
    public long getCurrentTimeUTC() {
        return number("currentTimeUTC", number("currentTime", 0));
    }

    /** Returns the Extract API that processes the pages; empty if missing. */
    public String getApiUrl() {
        return text("apiUrl");
    }

    /** Returns the strings of which a followed link contains one; empty for none or if missing. */
    public String getUrlCrawlPattern() {
        return text("urlCrawlPattern");
    }

    /** Returns the regular expression that a followed link matches; empty for none or if missing. */
    public String getUrlCrawlRegEx() {
        return text("urlCrawlRegEx");
    }

    /** Returns the strings of which the URL of an extracted page contains one; empty for none or if missing. */
    public String getUrlProcessPattern() {
        return text("urlProcessPattern");
    }

    /** Returns the regular expression that the URL of an extracted page matches; empty for none or if missing. */
    public String getUrlProcessRegEx() {
        return text("urlProcessRegEx");
    }

    /** Returns the strings of which the HTML of an extracted page contains one; empty for none or if missing. */
    public String getPageProcessPattern() {
        return text("pageProcessPattern");
    }

    /** Returns the maximum number of links between a seed and a page; -1 for no limit or if missing. */
    public long getMaxHops() {
        return number("maxHops", -1);
    }

    /** Returns the download URL of the records, with the token masked. Use the operation {@code data} to read them. */
    public String getDownloadJson() {
        return text("downloadJson");
    }

    /**
     * Returns the download URL of the URL report, with the token masked. Use the operation {@code urlReport} to read
     * it.
     */
    public String getDownloadUrls() {
        return text("downloadUrls");
    }

    /** Returns the address that receives an e-mail at the end of the job; empty for none or if missing. */
    public String getNotifyEmail() {
        return text("notifyEmail");
    }

    /** Returns the URL that Diffbot calls at the end of the job; empty for none or if missing. */
    public String getNotifyWebhook() {
        return text("notifyWebhook");
    }

    /** Returns whether pages with the same canonical URL count as one. */
    public boolean isUseCanonical() {
        return flag("useCanonical");
    }

    /** Returns whether pages are fetched through proxies, for two credits a page. */
    public boolean isUseProxies() {
        return flag("useProxies");
    }

    /** Returns the days between two fetches of the seeds, independent of rounds; -1 for none or if missing. */
    public double getSeedRecrawlFrequency() {
        return WireValues.decimal(members.get("seedRecrawlFrequency"), -1);
    }

    /** Returns whether only links within the seeds' domains are followed. */
    public boolean isRestrictDomain() {
        return flag("restrictDomain");
    }

    /** Returns whether only links within the seeds' subdomains are followed. */
    public boolean isRestrictSubdomain() {
        return flag("restrictSubdomain");
    }

    /** Returns the headers of the page requests by name; empty if missing. */
    public Map<String, String> getCustomHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        if (members.get("customHeaders") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> headers.put(WireValues.text(name), WireValues.text(value)));
        }
        return headers;
    }

    private String text(String member) {
        return WireValues.text(members.get(member));
    }

    private long number(String member, long defaultValue) {
        return WireValues.number(members.get(member), defaultValue);
    }

    private boolean flag(String member) {
        return WireValues.flag(members.get(member));
    }
}
