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

/**
 * A bulk or crawl job as Diffbot reported it: a read-only map of the members under Diffbot's own names, known or not,
 * with typed getters for the documented ones. The getters read leniently and never fail; where a member is missing they
 * give the value that their comment names, and {@link #containsKey(Object)} returns whether it is present. Maps and
 * lists within it are read-only, too, so that routes can share a job.
 * <p>
 * It can be serialized, if its members can. A store that filters the classes it reads has to allow those of this
 * component. Of a {@code JdbcAggregationRepository}, for one, set the option {@code deserializationFilter} to
 * {@code java.**;org.apache.camel.**;io.github.cameldiffbot.**;!*}: its own filter lets none of them pass.
 */
public final class Job extends AbstractMap<String, Object> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, Object> members;
    private final transient JobStatus status;

    private Job(Map<String, Object> members) {
        this.members = members;
        Object reported = members.get("jobStatus");
        if (reported instanceof Map<?, ?> map) {
            status = new JobStatus(
                    (int) WireValues.number(map.get("status"), JobStatus.NONE), WireValues.text(map.get("message")));
        } else {
            status = new JobStatus(JobStatus.NONE, "");
        }
    }

    /**
     * Returns a job with these members. Maps and lists among them are copied, at any depth.
     */
    public static Job of(Map<String, ?> members) {
        Map<String, Object> copy = new LinkedHashMap<>(members.size() * 4 / 3 + 1);
        members.forEach((name, value) -> copy.put(name, Unmodifiable.copy(value)));
        return new Job(Collections.unmodifiableMap(copy));
    }

    /**
     * Returns a job with these members, without a copy of them: neither the map nor what is in it may change any more.
     */
    public static Job backedBy(Map<String, Object> members) {
        return new Job(Collections.unmodifiableMap(members));
    }

    private Object writeReplace() {
        return new SerializedJob(new LinkedHashMap<>(members));
    }

    private void readObject(ObjectInputStream stream) throws InvalidObjectException {
        throw new InvalidObjectException("A job is read by its SerializedJob");
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return members.entrySet();
    }

    @Override
    public Object get(Object key) {
        return members.get(key);
    }

    @Override
    public boolean containsKey(Object key) {
        return members.containsKey(key);
    }

    /**
     * Returns the key of this job, unique per token.
     */
    public JobKey getKey() {
        return new JobKey(getType(), getName());
    }

    /**
     * Returns the job's name, unique per token.
     */
    public String getName() {
        return text("name");
    }

    /**
     * {@code bulk} or {@code crawl}.
     */
    public String getType() {
        return text("type");
    }

    /**
     * Returns the status; its code is {@link JobStatus#NONE} when the job reports none.
     */
    public JobStatus getStatus() {
        return status;
    }

    /**
     * Returns when the job was created or last restarted, in seconds since 1970; 0 when missing.
     */
    public long getJobCreationTimeUTC() {
        return number("jobCreationTimeUTC", 0);
    }

    /**
     * Returns when the job last ran out of work, in seconds since 1970; 0 for never, while it runs, and when missing.
     */
    public long getJobCompletionTimeUTC() {
        return number("jobCompletionTimeUTC", 0);
    }

    /**
     * Returns whether Diffbot has gone through the notification that follows a job's or a round's end.
     */
    public boolean isSentJobDoneNotification() {
        return flag("sentJobDoneNotification");
    }

    /**
     * Objects extracted so far; 0 when missing.
     */
    public long getObjectsFound() {
        return number("objectsFound", 0);
    }

    /**
     * Links seen so far; 0 when missing.
     */
    public long getUrlsHarvested() {
        return number("urlsHarvested", 0);
    }

    /**
     * Returns the number of pages that were requested, over all rounds; 0 when missing.
     */
    public long getPageCrawlAttempts() {
        return number("pageCrawlAttempts", 0);
    }

    /**
     * Pages that were fetched, over all rounds; 0 when missing.
     */
    public long getPageCrawlSuccesses() {
        return number("pageCrawlSuccesses", 0);
    }

    /**
     * Pages that were fetched in the current round; 0 when missing.
     */
    public long getPageCrawlSuccessesThisRound() {
        return number("pageCrawlSuccessesThisRound", 0);
    }

    /**
     * Pages that were sent to extraction, over all rounds; 0 when missing.
     */
    public long getPageProcessAttempts() {
        return number("pageProcessAttempts", 0);
    }

    /**
     * Pages that were extracted, over all rounds; 0 when missing.
     */
    public long getPageProcessSuccesses() {
        return number("pageProcessSuccesses", 0);
    }

    /**
     * Pages that were extracted in the current round; 0 when missing.
     */
    public long getPageProcessSuccessesThisRound() {
        return number("pageProcessSuccessesThisRound", 0);
    }

    /**
     * Limit on rounds; 0 and -1 both mean none, and -1 is given when missing.
     */
    public long getMaxRounds() {
        return number("maxRounds", -1);
    }

    /**
     * Days from the end of a round to the start of the next; 0 for a job that does not repeat, and when missing.
     */
    public double getRepeat() {
        return WireValues.decimal(members.get("repeat"), 0);
    }

    /**
     * Seconds between two requests to one address; -1 for Diffbot's default, and when missing.
     */
    public double getCrawlDelay() {
        return WireValues.decimal(members.get("crawlDelay"), -1);
    }

    /**
     * Returns whether robots.txt is obeyed.
     */
    public boolean isObeyRobots() {
        return flag("obeyRobots");
    }

    /**
     * Limit on pages fetched per round; -1 when missing, as it is on bulk jobs.
     */
    public long getMaxToCrawl() {
        return number("maxToCrawl", -1);
    }

    /**
     * Limit on pages extracted per round; -1 when missing, as it is on bulk jobs.
     */
    public long getMaxToProcess() {
        return number("maxToProcess", -1);
    }

    /**
     * Limit on pages fetched per subdomain; -1 for none, and when missing.
     */
    public long getMaxToCrawlPerSubdomain() {
        return number("maxToCrawlPerSubdomain", -1);
    }

    /**
     * Limit on pages extracted per subdomain; -1 for none, and when missing.
     */
    public long getMaxToProcessPerSubdomain() {
        return number("maxToProcessPerSubdomain", -1);
    }

    /**
     * Returns whether later rounds extract only pages that earlier ones had not.
     */
    public boolean isOnlyProcessIfNew() {
        return flag("onlyProcessIfNew");
    }

    /**
     * Returns a crawl's seeds, joined by spaces; empty when missing, as it is on bulk jobs, and when they are longer
     * than 16,384 characters, which are not kept.
     */
    public String getSeeds() {
        return text("seeds");
    }

    /**
     * Rounds that have ended; stays 0 for a job that does not repeat. 0 when missing.
     */
    public long getRoundsCompleted() {
        return number("roundsCompleted", 0);
    }

    /**
     * Returns when the current round started or, between rounds, when the next one will, in seconds since 1970; 0 in
     * the first round, and when missing.
     */
    public long getRoundStartTime() {
        return number("roundStartTime", 0);
    }

    /**
     * Diffbot's clock when it answered, in seconds since 1970; 0 when missing.
     */
    public long getCurrentTimeUTC() {
        return number("currentTimeUTC", number("currentTime", 0));
    }

    /**
     * Returns the Extract API that pages are sent to; empty when missing.
     */
    public String getApiUrl() {
        return text("apiUrl");
    }

    /**
     * Returns the strings one of which a link must contain to be followed; empty for none, and when missing.
     */
    public String getUrlCrawlPattern() {
        return text("urlCrawlPattern");
    }

    /**
     * Returns the regular expression that a link must match to be followed; empty for none, and when missing.
     */
    public String getUrlCrawlRegEx() {
        return text("urlCrawlRegEx");
    }

    /**
     * Returns the strings one of which a URL must contain to be extracted; empty for none, and when missing.
     */
    public String getUrlProcessPattern() {
        return text("urlProcessPattern");
    }

    /**
     * Returns the regular expression that a URL must match to be extracted; empty for none, and when missing.
     */
    public String getUrlProcessRegEx() {
        return text("urlProcessRegEx");
    }

    /**
     * Returns the strings one of which a page's HTML must contain to be extracted; empty for none, and when missing.
     */
    public String getPageProcessPattern() {
        return text("pageProcessPattern");
    }

    /**
     * Returns how many links away from a seed a page may be; -1 for any, and when missing.
     */
    public long getMaxHops() {
        return number("maxHops", -1);
    }

    /**
     * Returns where the records can be downloaded, with the token masked. Use the operation {@code data} to read them.
     */
    public String getDownloadJson() {
        return text("downloadJson");
    }

    /**
     * Returns where the URL report can be downloaded, with the token masked. Use the operation {@code urlReport} to
     * read it.
     */
    public String getDownloadUrls() {
        return text("downloadUrls");
    }

    /**
     * Returns the address that gets a mail when the job ends; empty for none, and when missing.
     */
    public String getNotifyEmail() {
        return text("notifyEmail");
    }

    /**
     * Returns the URL that is called when the job ends; empty for none, and when missing.
     */
    public String getNotifyWebhook() {
        return text("notifyWebhook");
    }

    /**
     * Returns whether pages with one canonical URL count as one.
     */
    public boolean isUseCanonical() {
        return flag("useCanonical");
    }

    /**
     * Returns whether pages are fetched through proxies, at double credits.
     */
    public boolean isUseProxies() {
        return flag("useProxies");
    }

    /**
     * Days between two fetches of the seeds on a clock of their own; -1 for none, and when missing.
     */
    public double getSeedRecrawlFrequency() {
        return WireValues.decimal(members.get("seedRecrawlFrequency"), -1);
    }

    /**
     * Returns whether only links within the seeds' domains are followed.
     */
    public boolean isRestrictDomain() {
        return flag("restrictDomain");
    }

    /**
     * Returns whether only links within the seeds' subdomains are followed.
     */
    public boolean isRestrictSubdomain() {
        return flag("restrictSubdomain");
    }

    /**
     * Returns the headers that are sent to the site, by name; empty when missing.
     */
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
