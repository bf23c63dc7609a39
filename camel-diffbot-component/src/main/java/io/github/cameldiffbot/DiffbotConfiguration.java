/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.DataFormat;
import io.github.cameldiffbot.data.OnBadRecord;
import io.github.cameldiffbot.job.JobAction;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;

/**
 * The options of an endpoint; those of the component are the defaults of its endpoints. Job settings that are not set
 * are not sent, so that an update changes nothing by accident.
 */
@UriParams
public class DiffbotConfiguration implements Cloneable {

    @UriPath
    @Metadata(required = true)
    private JobType jobType;
    @UriPath
    private String jobName;
    @UriParam(label = "security", secret = true)
    private String token;
    @UriParam(label = "advanced", defaultValue = "https://api.diffbot.com/v3")
    private String baseUrl = "https://api.diffbot.com/v3";
    @UriParam(label = "advanced", defaultValue = "true")
    private boolean validateName = true;
    @UriParam(label = "producer", defaultValue = "create")
    private DiffbotOperations operation;
    @UriParam(label = "producer", defaultValue = "fail")
    private OnExisting onExisting = OnExisting.fail;
    @UriParam(label = "producer", defaultValue = "fail")
    private OnBadUrl onBadUrl = OnBadUrl.fail;
    @UriParam(label = "producer,advanced", defaultValue = "false")
    private boolean allowNestedUrls = false;
    @UriParam(label = "producer", defaultValue = "86400000", javaType = "java.time.Duration")
    private long timeout = 86_400_000;
    @UriParam(label = "producer", defaultValue = "leave")
    private JobAction onTimeout = JobAction.leave;
    @UriParam(label = "producer", defaultValue = "leave")
    private JobAction onStop = JobAction.leave;
    @UriParam(label = "producer", defaultValue = "false")
    private boolean failOnPause = false;
    @UriParam(label = "producer", defaultValue = "0")
    private long maxUrls;
    @UriParam(label = "producer", defaultValue = "false")
    private boolean dryRun;
    @UriParam(label = "producer")
    private String status;
    @UriParam
    private String urlStatus;
    @UriParam(label = "producer")
    private String query;
    @UriParam(label = "producer,settings")
    private String apiUrl;
    @UriParam(label = "producer,settings")
    private String urls;
    @UriParam(label = "producer,settings")
    private String seeds;
    @UriParam(label = "producer,settings", prefix = "customHeaders.", multiValue = true)
    private Map<String, Object> customHeaders = new LinkedHashMap<>();
    @UriParam(label = "producer,settings")
    private String notifyEmail;
    @UriParam(label = "producer,settings")
    private String notifyWebhook;
    @UriParam(label = "producer,settings", defaultValue = "true")
    private Boolean obeyRobots;
    @UriParam(label = "producer,settings", defaultValue = "0")
    private Double repeat;
    @UriParam(label = "producer,settings", defaultValue = "-1")
    private Integer maxRounds;
    @UriParam(label = "producer,settings")
    private String pageProcessPattern;
    @UriParam(label = "producer,settings")
    private String urlCrawlPattern;
    @UriParam(label = "producer,settings")
    private String urlCrawlRegEx;
    @UriParam(label = "producer,settings")
    private String urlProcessPattern;
    @UriParam(label = "producer,settings")
    private String urlProcessRegEx;
    @UriParam(label = "producer,settings", defaultValue = "-1")
    private Integer maxHops;
    @UriParam(label = "producer,settings", defaultValue = "100000")
    private Long maxToCrawl;
    @UriParam(label = "producer,settings", defaultValue = "100000")
    private Long maxToProcess;
    @UriParam(label = "producer,settings", defaultValue = "-1")
    private Long maxToCrawlPerSubdomain;
    @UriParam(label = "producer,settings", defaultValue = "-1")
    private Long maxToProcessPerSubdomain;
    @UriParam(label = "producer,settings", defaultValue = "true")
    private Boolean restrictDomain;
    @UriParam(label = "producer,settings", defaultValue = "false")
    private Boolean restrictSubdomain;
    @UriParam(label = "producer,settings", defaultValue = "true")
    private Boolean useCanonical;
    @UriParam(label = "producer,settings", defaultValue = "false")
    private Boolean useProxies;
    @UriParam(label = "producer,settings", defaultValue = "0.25")
    private Double crawlDelay;
    @UriParam(label = "producer,settings", defaultValue = "-1")
    private Double seedRecrawlFrequency;
    @UriParam(label = "producer,settings", defaultValue = "true")
    private Boolean onlyProcessIfNew;
    @UriParam(label = "producer,security")
    private String allowedMessageSettings;
    @UriParam(label = "producer,settings", prefix = "settings.", multiValue = true)
    private Map<String, Object> settings = new LinkedHashMap<>();
    @UriParam(defaultValue = "json")
    private DataFormat format = DataFormat.json;
    @UriParam
    private Integer num;
    @UriParam(defaultValue = "0")
    private long maxRecords = 0;
    @UriParam
    private Class<?> recordType;
    @UriParam(defaultValue = "fail")
    private OnBadRecord onBadRecord = OnBadRecord.fail;
    @UriParam(defaultValue = "false")
    private boolean raw = false;
    @UriParam(defaultValue = "false")
    private boolean failOnMissingRecords = false;
    @UriParam(defaultValue = "false")
    private boolean unique = false;
    @UriParam(defaultValue = "false")
    private boolean incremental = false;
    @UriParam(label = "advanced", defaultValue = "600000", javaType = "java.time.Duration")
    private long lookbackWindow = 600_000;
    @UriParam
    private StateRepository<String, String> stateRepository;
    @UriParam
    private String localWorkDirectory;
    @UriParam(label = "advanced", defaultValue = "0")
    private long maxDownloadSize;
    @UriParam(label = "advanced", defaultValue = "false")
    private boolean keepToken = false;
    @UriParam(label = "advanced")
    private ObjectMapper objectMapper;
    @UriParam(label = "advanced", defaultValue = "0")
    private long maxRecordSize;
    @UriParam(label = "consumer", defaultValue = "completion")
    private String events = "completion";
    @UriParam(label = "consumer", defaultValue = "0")
    private int maxMessagesPerPoll;
    @UriParam(defaultValue = "job")
    private Fetch fetch = Fetch.job;
    @UriParam(label = "consumer",
              defaultValueNote = "earliest with an idempotentRepository that is known to outlive the process, latest without one or"
                                 + " with one in memory; to be set with any other")
    private StartFrom startFrom;
    @UriParam(label = "consumer", defaultValue = "false")
    private boolean deleteAfterCompletion = false;
    @UriParam(label = "consumer")
    private IdempotentRepository idempotentRepository;
    @UriParam(label = "consumer,advanced")
    private String idempotentKey;
    @UriParam(label = "consumer,security", secret = true)
    private String webhookVerifyToken;

    /**
     * A copy that can be changed without changing this.
     */
    public DiffbotConfiguration copy() {
        try {
            DiffbotConfiguration copy = (DiffbotConfiguration) clone();
            copy.customHeaders = new LinkedHashMap<>(customHeaders);
            copy.settings = new LinkedHashMap<>(settings);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public JobType getJobType() {
        return jobType;
    }

    /**
     * The type of the jobs that this is about: bulk, crawl, or job for either. Jobs are created as bulk or crawl.
     */
    public void setJobType(JobType jobType) {
        this.jobType = jobType;
    }

    public String getJobName() {
        return jobName;
    }

    /**
     * The name of the job: 1 to 30 letters, digits, _ and -, unique per token over both types. Without one the header
     * CamelDiffbotJobName names the job. Consumers and the operation list take a pattern too, ending in an asterisk or
     * a regular expression, and all jobs when it is not set.
     */
    public void setJobName(String jobName) {
        this.jobName = jobName;
    }

    public String getToken() {
        return token;
    }

    /**
     * The Diffbot token. It is best set once on the component, from a vault or an environment variable. It never shows
     * in URIs, logs, errors, JMX or bodies. White space around it, such as the line break at the end of a file, is left
     * out; white space within it is an error.
     */
    public void setToken(String token) {
        this.token = token == null ? null : token.strip();
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    /**
     * The address of the API, an http or https URL without query. Point it at the sandbox to run without an account.
     */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public boolean isValidateName() {
        return validateName;
    }

    /**
     * Whether a job's name is checked against Diffbot's rule, 1 to 30 letters, digits, _ and -, before anything is
     * sent. Switch it off should Diffbot accept more than it documents.
     */
    public void setValidateName(boolean validateName) {
        this.validateName = validateName;
    }

    public DiffbotOperations getOperation() {
        return operation;
    }

    /**
     * The operation of the producer. The header CamelDiffbotOperation is used only if this option is not set, so that a
     * header of an earlier step has no effect.
     */
    public void setOperation(DiffbotOperations operation) {
        this.operation = operation;
    }

    public OnExisting getOnExisting() {
        return onExisting;
    }

    /**
     * What create does if the job exists: fail raises an error, attach returns that job, update adds to it, replace
     * deletes it and creates it again.
     */
    public void setOnExisting(OnExisting onExisting) {
        this.onExisting = onExisting;
    }

    public OnBadUrl getOnBadUrl() {
        return onBadUrl;
    }

    /**
     * What create and update do about a URL of the message that is invalid, or was most likely changed on its way, as
     * two that became one: fail raises an error that names it and its position, skip leaves it out and logs how many
     * were. In the options urls and seeds such a URL is always an error.
     */
    public void setOnBadUrl(OnBadUrl onBadUrl) {
        this.onBadUrl = onBadUrl;
    }

    public boolean isAllowNestedUrls() {
        return allowNestedUrls;
    }

    /**
     * Whether a segment of a URL's path may begin with a second URL, as in the addresses of web archives:
     * https://web.archive.org/web/2020/https://example.org/. Otherwise that is a bad URL, as two URLs look the same
     * when the white space between them was lost. Percent-encoded, as %3A%2F%2F, a second URL is never a bad one.
     */
    public void setAllowNestedUrls(boolean allowNestedUrls) {
        this.allowNestedUrls = allowNestedUrls;
    }

    public long getTimeout() {
        return timeout;
    }

    /**
     * How long run and await wait for a job, including the wait for a permit (maxActiveJobs), in milliseconds or as a
     * text such as 6h. 0 and -1 set no limit; other negative values are an error. The job itself continues. The error
     * contains the status of the job and the next steps.
     */
    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    public JobAction getOnTimeout() {
        return onTimeout;
    }

    /**
     * What run and await do with the job when timeout has passed: leave it at work, pause or delete it. A job is paused
     * or deleted once, however many exchanges wait for it, and not while another exchange of the application uses it.
     */
    public void setOnTimeout(JobAction onTimeout) {
        this.onTimeout = onTimeout;
    }

    public JobAction getOnStop() {
        return onStop;
    }

    /**
     * What run and await do with the job when their route or context stops: leave it at work, pause or delete it. A job
     * is paused or deleted once, however many exchanges wait for it, and not while another exchange of the application
     * uses it. A suspension leaves waits and jobs alone.
     */
    public void setOnStop(JobAction onStop) {
        this.onStop = onStop;
    }

    public boolean isFailOnPause() {
        return failOnPause;
    }

    /**
     * Whether run and await end with an error when the job is paused (6) or halted (11). Otherwise they wait until it
     * continues.
     */
    public void setFailOnPause(boolean failOnPause) {
        this.failOnPause = failOnPause;
    }

    public long getMaxUrls() {
        return maxUrls;
    }

    /**
     * How many URLs or seeds a job may be submitted with: more are an error, and nothing is spent. 0 for no limit.
     */
    public void setMaxUrls(long maxUrls) {
        this.maxUrls = maxUrls;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    /**
     * Whether create, update and run send nothing, and give the request that would be sent instead: a Map with its
     * method, url, parameters, how many URLs there are (count) and the first ten of them. The token is not in it.
     * Bodies that can be read only once are used up.
     */
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public String getStatus() {
        return status;
    }

    /**
     * The jobs that the operation list returns: status codes (0 to 11) and groups (running, waiting, finished, failed,
     * paused, suspended, halted, unknown), separated by commas. All when not set.
     */
    public void setStatus(String status) {
        this.status = status;
    }

    public String getUrlStatus() {
        return urlStatus;
    }

    /**
     * The rows of a URL report to return: success, failed (not fetched, or extraction was tried and failed), duplicate
     * (the same as another page) and unknown, separated by commas. All when not set.
     */
    public void setUrlStatus(String urlStatus) {
        this.urlStatus = urlStatus;
    }

    public String getQuery() {
        return query;
    }

    /**
     * The query of the operation search, in Diffbot's search language, when it is not in the body. Can be overridden by
     * the header CamelDiffbotQuery. In an address or YAML, write RAW(...) around a value with an ampersand, a plus or a
     * percent sign.
     */
    public void setQuery(String query) {
        this.query = query;
    }

    public String getApiUrl() {
        return apiUrl;
    }

    /**
     * The Extract API that pages are sent to: a full URL, or just its name, such as article, with its query behind it
     * if there is one, which is resolved against baseUrl. A job is created with analyze when not set. Can be overridden
     * by the header CamelDiffbotApiUrl. In an address or YAML, write RAW(...) around a value with an ampersand, a plus
     * or a percent sign.
     */
    public void setApiUrl(String apiUrl) {
        this.apiUrl = apiUrl;
    }

    public String getUrls() {
        return urls;
    }

    /**
     * The URLs of a bulk job, separated by white space, when they are not in the body. In YAML, write them in a folded
     * block: a literal one loses its line ends. In an address or YAML, write RAW(...) around a value with an ampersand,
     * a plus or a percent sign.
     */
    public void setUrls(String urls) {
        this.urls = urls;
    }

    public String getSeeds() {
        return seeds;
    }

    /**
     * The URLs that a crawl starts from, separated by white space, when they are not in the body. In YAML, write them
     * in a folded block: a literal one loses its line ends. A seed on a subdomain other than www keeps the crawl to
     * that subdomain. In an address or YAML, write RAW(...) around a value with an ampersand, a plus or a percent sign.
     */
    public void setSeeds(String seeds) {
        this.seeds = seeds;
    }

    public Map<String, Object> getCustomHeaders() {
        return customHeaders;
    }

    /**
     * Headers that are sent to the site with each page request, by name: customHeaders.Accept-Language=de. Diffbot
     * passes on User-Agent, Referer, Cookie, Accept-Language and X-Evaluate. In properties, a name with a hyphen is
     * written in brackets: custom-headers[Accept-Language]. In an address or YAML, write RAW(...) around a value with
     * an ampersand, a plus or a percent sign.
     */
    public void setCustomHeaders(Map<String, Object> customHeaders) {
        this.customHeaders = customHeaders;
    }

    public String getNotifyEmail() {
        return notifyEmail;
    }

    /**
     * The address that receives a mail from Diffbot when the job is done.
     */
    public void setNotifyEmail(String notifyEmail) {
        this.notifyEmail = notifyEmail;
    }

    public String getNotifyWebhook() {
        return notifyWebhook;
    }

    /**
     * The http or https URL that Diffbot calls once when the job, or a round of it, is done. With auto it is the URL of
     * the context's webhook route for the job. In an address or YAML, write RAW(...) around a value with an ampersand,
     * a plus or a percent sign.
     */
    public void setNotifyWebhook(String notifyWebhook) {
        this.notifyWebhook = notifyWebhook;
    }

    public Boolean getObeyRobots() {
        return obeyRobots;
    }

    /**
     * Whether robots.txt is obeyed.
     */
    public void setObeyRobots(Boolean obeyRobots) {
        this.obeyRobots = obeyRobots;
    }

    public Double getRepeat() {
        return repeat;
    }

    /**
     * Days from the end of a round to the start of the next. 0 does not repeat.
     */
    public void setRepeat(Double repeat) {
        this.repeat = repeat;
    }

    public Integer getMaxRounds() {
        return maxRounds;
    }

    /**
     * Limit on the rounds of a repeating job, the first one included. 0 and -1 set none.
     */
    public void setMaxRounds(Integer maxRounds) {
        this.maxRounds = maxRounds;
    }

    public String getPageProcessPattern() {
        return pageProcessPattern;
    }

    /**
     * Extracts only pages whose HTML contains one of these strings, separated by two vertical bars. A leading !
     * negates. In an address or YAML, write RAW(...) around a value with an ampersand, a plus or a percent sign.
     */
    public void setPageProcessPattern(String pageProcessPattern) {
        this.pageProcessPattern = pageProcessPattern;
    }

    public String getUrlCrawlPattern() {
        return urlCrawlPattern;
    }

    /**
     * Follows only links that contain one of these strings, separated by two vertical bars. A leading ! excludes, a
     * circumflex anchors at the start, $ at the end. For crawls. In an address or YAML, write RAW(...) around a value
     * with an ampersand, a plus or a percent sign.
     */
    public void setUrlCrawlPattern(String urlCrawlPattern) {
        this.urlCrawlPattern = urlCrawlPattern;
    }

    public String getUrlCrawlRegEx() {
        return urlCrawlRegEx;
    }

    /**
     * Follows only links that match this regular expression somewhere. Overrides urlCrawlPattern. For crawls. In an
     * address or YAML, write RAW(...) around a value with an ampersand, a plus or a percent sign.
     */
    public void setUrlCrawlRegEx(String urlCrawlRegEx) {
        this.urlCrawlRegEx = urlCrawlRegEx;
    }

    public String getUrlProcessPattern() {
        return urlProcessPattern;
    }

    /**
     * Extracts only URLs that contain one of these strings, separated by two vertical bars, as in urlCrawlPattern. For
     * crawls. In an address or YAML, write RAW(...) around a value with an ampersand, a plus or a percent sign.
     */
    public void setUrlProcessPattern(String urlProcessPattern) {
        this.urlProcessPattern = urlProcessPattern;
    }

    public String getUrlProcessRegEx() {
        return urlProcessRegEx;
    }

    /**
     * Extracts only URLs that match this regular expression somewhere. Overrides urlProcessPattern. For crawls. In an
     * address or YAML, write RAW(...) around a value with an ampersand, a plus or a percent sign.
     */
    public void setUrlProcessRegEx(String urlProcessRegEx) {
        this.urlProcessRegEx = urlProcessRegEx;
    }

    public Integer getMaxHops() {
        return maxHops;
    }

    /**
     * How many links away from a seed a page may be; 0 for the seeds alone, -1 for any. For crawls.
     */
    public void setMaxHops(Integer maxHops) {
        this.maxHops = maxHops;
    }

    public Long getMaxToCrawl() {
        return maxToCrawl;
    }

    /**
     * Limit on the pages fetched per round. For crawls.
     */
    public void setMaxToCrawl(Long maxToCrawl) {
        this.maxToCrawl = maxToCrawl;
    }

    public Long getMaxToProcess() {
        return maxToProcess;
    }

    /**
     * Limit on the pages extracted per round, which is what costs credits. For crawls.
     */
    public void setMaxToProcess(Long maxToProcess) {
        this.maxToProcess = maxToProcess;
    }

    public Long getMaxToCrawlPerSubdomain() {
        return maxToCrawlPerSubdomain;
    }

    /**
     * Limit on the pages fetched per subdomain. -1 sets none. For crawls.
     */
    public void setMaxToCrawlPerSubdomain(Long maxToCrawlPerSubdomain) {
        this.maxToCrawlPerSubdomain = maxToCrawlPerSubdomain;
    }

    public Long getMaxToProcessPerSubdomain() {
        return maxToProcessPerSubdomain;
    }

    /**
     * Limit on the pages extracted per subdomain. -1 sets none. For crawls.
     */
    public void setMaxToProcessPerSubdomain(Long maxToProcessPerSubdomain) {
        this.maxToProcessPerSubdomain = maxToProcessPerSubdomain;
    }

    public Boolean getRestrictDomain() {
        return restrictDomain;
    }

    /**
     * Whether only links within the seeds' domains are followed; false allows other domains up to one hop. For crawls.
     */
    public void setRestrictDomain(Boolean restrictDomain) {
        this.restrictDomain = restrictDomain;
    }

    public Boolean getRestrictSubdomain() {
        return restrictSubdomain;
    }

    /**
     * Whether only links within the seeds' subdomains are followed. Diffbot does not document it but reports it, with
     * false as default. For crawls.
     */
    public void setRestrictSubdomain(Boolean restrictSubdomain) {
        this.restrictSubdomain = restrictSubdomain;
    }

    public Boolean getUseCanonical() {
        return useCanonical;
    }

    /**
     * Whether pages that name the same canonical URL count as one.
     */
    public void setUseCanonical(Boolean useCanonical) {
        this.useCanonical = useCanonical;
    }

    public Boolean getUseProxies() {
        return useProxies;
    }

    /**
     * Whether pages are fetched through proxies, at double credits.
     */
    public void setUseProxies(Boolean useProxies) {
        this.useProxies = useProxies;
    }

    public Double getCrawlDelay() {
        return crawlDelay;
    }

    /**
     * Seconds between two requests to one address.
     */
    public void setCrawlDelay(Double crawlDelay) {
        this.crawlDelay = crawlDelay;
    }

    public Double getSeedRecrawlFrequency() {
        return seedRecrawlFrequency;
    }

    /**
     * Days between two fetches of the seeds on a clock of their own. -1 for none.
     */
    public void setSeedRecrawlFrequency(Double seedRecrawlFrequency) {
        this.seedRecrawlFrequency = seedRecrawlFrequency;
    }

    public Boolean getOnlyProcessIfNew() {
        return onlyProcessIfNew;
    }

    /**
     * Whether later rounds extract only pages that earlier ones had not. For crawls.
     */
    public void setOnlyProcessIfNew(Boolean onlyProcessIfNew) {
        this.onlyProcessIfNew = onlyProcessIfNew;
    }

    public String getAllowedMessageSettings() {
        return allowedMessageSettings;
    }

    /**
     * The settings that a message may bring although they reach outside or cost credits, separated by commas, or * for
     * all: apiUrl on another server than baseUrl, notifyEmail, notifyWebhook, customHeaders, repeat,
     * seedRecrawlFrequency, useProxies, obeyRobots=false, restrictDomain=false, onlyProcessIfNew=false, limits such as
     * maxToProcess above those of the endpoint, and settings that the component does not know. By default none of them
     * is taken from a body or header: that is an error, and nothing is sent. All other settings are taken.
     */
    public void setAllowedMessageSettings(String allowedMessageSettings) {
        this.allowedMessageSettings = allowedMessageSettings;
    }

    public Map<String, Object> getSettings() {
        return settings;
    }

    /**
     * Parameters of create and update that have no option here, by Diffbot's own names: settings.someName=value. They
     * are sent as they are.
     */
    public void setSettings(Map<String, Object> settings) {
        this.settings = settings;
    }

    public DataFormat getFormat() {
        return format;
    }

    /**
     * The format of a job's records: json for an iterator of records, csv for an iterator of the rows of the table that
     * Diffbot makes of the top-level members. Can be overridden by the header CamelDiffbotFormat.
     */
    public void setFormat(DataFormat format) {
        this.format = format;
    }

    public Integer getNum() {
        return num;
    }

    /**
     * How many records or rows to ask Diffbot for, the newest first; all when not set. For search, how many to read
     * over all pages. Can be overridden by the header CamelDiffbotNum.
     */
    public void setNum(Integer num) {
        this.num = num;
    }

    public long getMaxRecords() {
        return maxRecords;
    }

    /**
     * How many records or rows to read at most; the download is cut after them. 0 reads all.
     */
    public void setMaxRecords(long maxRecords) {
        this.maxRecords = maxRecords;
    }

    public Class<?> getRecordType() {
        return recordType;
    }

    /**
     * The class that each record is bound to by Jackson, by its fully qualified name. Records are maps when not set.
     */
    public void setRecordType(Class<?> recordType) {
        this.recordType = recordType;
    }

    public OnBadRecord getOnBadRecord() {
        return onBadRecord;
    }

    /**
     * What is done about a record that is null, empty, an error of Diffbot's, broken, or cannot be bound to recordType:
     * fail raises an error that names it, skip leaves it out and logs how many were.
     */
    public void setOnBadRecord(OnBadRecord onBadRecord) {
        this.onBadRecord = onBadRecord;
    }

    public boolean isRaw() {
        return raw;
    }

    /**
     * Whether records and rows are handed on as the InputStream that Diffbot sent instead of one by one, or as a File
     * with localWorkDirectory: the way to a CSV file, with format=csv. Camel's stream caching reads an InputStream into
     * memory unless it is switched off for the route or allowed to spool to disk.
     */
    public void setRaw(boolean raw) {
        this.raw = raw;
    }

    public boolean isFailOnMissingRecords() {
        return failOnMissingRecords;
    }

    /**
     * Whether it is an error if the data of an ended job has fewer records than the job found objects. Otherwise it is
     * a warning and a header. The operation data reads the job first, which costs a call. Not with num, maxRecords, raw
     * or URL reports, which say nothing about the number of records.
     */
    public void setFailOnMissingRecords(boolean failOnMissingRecords) {
        this.failOnMissingRecords = failOnMissingRecords;
    }

    public boolean isUnique() {
        return unique;
    }

    /**
     * Whether records are left out whose key (id, else diffbotUri, else docId) another one of the same read had before.
     * The first one stays, in the order of the data, which is not reliable. Takes about 16 bytes of memory a record.
     * Records without a key, rows and raw results are not left out.
     */
    public void setUnique(boolean unique) {
        this.unique = unique;
    }

    public boolean isIncremental() {
        return incremental;
    }

    /**
     * Whether only records are handed out that are newer than the last read of the job that succeeded. Works on
     * records, and not with num, maxRecords, format=csv or raw.
     */
    public void setIncremental(boolean incremental) {
        this.incremental = incremental;
    }

    public long getLookbackWindow() {
        return lookbackWindow;
    }

    /**
     * With incremental, the maximum time by which a record that appears late can be older than the newest record read,
     * in milliseconds or as a text such as 10m. Diffbot processes many pages concurrently, so records appear out of
     * order.
     */
    public void setLookbackWindow(long lookbackWindow) {
        this.lookbackWindow = lookbackWindow;
    }

    public StateRepository<String, String> getStateRepository() {
        return stateRepository;
    }

    /**
     * Stores the checkpoints of incremental reads. Without it they are kept in memory, and after a restart all records
     * are read again.
     */
    public void setStateRepository(StateRepository<String, String> stateRepository) {
        this.stateRepository = stateRepository;
    }

    public String getLocalWorkDirectory() {
        return localWorkDirectory;
    }

    /**
     * The directory that records and URL reports are downloaded to before the route gets them: completely, resuming
     * after a cut connection where the server can do that. With raw=true the body then is a java.io.File, which is
     * deleted when the exchange is done unless it was moved. When not set or blank, results are read as they come from
     * the wire. The directory is created when it is missing. Where the file system has POSIX permissions, only the
     * owner of the process can read a created directory and the files; a file that the route moves on the same disk
     * keeps that, and moving takes no time.
     */
    public void setLocalWorkDirectory(String localWorkDirectory) {
        this.localWorkDirectory = localWorkDirectory;
    }

    public long getMaxDownloadSize() {
        return maxDownloadSize;
    }

    /**
     * How many bytes a download may have, after unpacking. One that is larger ends with an error. 0 for any number. For
     * search it is the size of a page.
     */
    public void setMaxDownloadSize(long maxDownloadSize) {
        this.maxDownloadSize = maxDownloadSize;
    }

    public boolean isKeepToken() {
        return keepToken;
    }

    /**
     * Whether the token stays in records and reports, where Diffbot puts it. It is masked by as many x otherwise.
     */
    public void setKeepToken(boolean keepToken) {
        this.keepToken = keepToken;
    }

    public ObjectMapper getObjectMapper() {
        return objectMapper;
    }

    /**
     * The Jackson ObjectMapper that reads records. When not set, records are read by a mapper of the component that
     * ignores unknown members of a recordType; a mapper in the registry is not used.
     */
    public void setObjectMapper(ObjectMapper objectMapper) {
        this.objectMapper = objectMapper;
    }

    public long getMaxRecordSize() {
        return maxRecordSize;
    }

    /**
     * How large a record may be, in bytes. A larger one is a bad record; it is passed without being held in memory. 0
     * or less for an eighth of the largest heap, at most 64 MB.
     */
    public void setMaxRecordSize(long maxRecordSize) {
        this.maxRecordSize = maxRecordSize;
    }

    public String getEvents() {
        return events;
    }

    /**
     * The events to deliver, separated by commas: created, started, progress, paused, suspended, halted, resumed,
     * roundCompleted, completed, failed, restarted, deleted, or the groups completion (roundCompleted, completed and
     * failed), status (every change of the status code) and all.
     */
    public void setEvents(String events) {
        this.events = events;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    /**
     * The maximum number of events that one poll delivers; the others are delivered by the next poll. 0 or less for no
     * limit.
     */
    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public Fetch getFetch() {
        return fetch;
    }

    /**
     * What the body of an event is, and of a message after run and await: the job, its records or the rows of its URL
     * report. Records and rows are downloaded when the body is first read. Events that have no data (deleted) have the
     * job.
     */
    public void setFetch(Fetch fetch) {
        this.fetch = fetch;
    }

    public StartFrom getStartFrom() {
        return startFrom;
    }

    /**
     * The start of a consumer that has not polled before: latest delivers events after its first poll; earliest also
     * delivers the status, last round and end of every job that the first poll finds. With latest, jobs that had ended
     * before are ignored, even if maintenance or a pause hides their end.
     */
    public void setStartFrom(StartFrom startFrom) {
        this.startFrom = startFrom;
    }

    public boolean isDeleteAfterCompletion() {
        return deleteAfterCompletion;
    }

    /**
     * Whether a job is deleted, with its data, once its completion or failure was handled without error and what fetch
     * brings was read to its end. A job with incomplete results, or one that is running again, is kept and logged. A
     * job that another route of the application still needs is deleted later. With fetch=data or urlReport it cannot be
     * combined with maxRecords or num.
     */
    public void setDeleteAfterCompletion(boolean deleteAfterCompletion) {
        this.deleteAfterCompletion = deleteAfterCompletion;
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    /**
     * Stores the ids of handled events. The consumer checks it before any download and adds an event after the route
     * succeeded. With a repository that outlives the process, each event is handled once, and none is lost.
     */
    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public String getIdempotentKey() {
        return idempotentKey;
    }

    /**
     * The key by which idempotentRepository remembers an event, in the Simple language, for instance to let several
     * routes share one: ${header.CamelDiffbotEventId}-orders. It is the event's id when not set.
     */
    public void setIdempotentKey(String idempotentKey) {
        this.idempotentKey = idempotentKey;
    }

    public String getWebhookVerifyToken() {
        return webhookVerifyToken;
    }

    /**
     * The secret that the URL of a webhook route ends with, 16 or more letters, digits, - and _. Calls without it are
     * answered with 404. A webhook route needs one; set on the component, it is masked wherever a job shows its
     * notifyWebhook.
     */
    public void setWebhookVerifyToken(String webhookVerifyToken) {
        this.webhookVerifyToken = webhookVerifyToken;
    }

    @Override
    public String toString() {
        return "DiffbotConfiguration[" + jobType + (jobName == null ? "" : "/" + jobName) + "]";
    }
}
