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
import org.jspecify.annotations.NullUnmarked;

/**
 * The options of an endpoint; those of the component are the defaults of its endpoints. Job settings that are not set
 * are not sent, so that an update changes nothing by accident.
 * <p>
 * Nulls are not checked here: options without a default are null unless they are set, whatever their type says.
 */
@UriParams
@NullUnmarked
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
    @UriParam
    private IdempotentRepository claimRepository;
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
    @UriParam(defaultValue = "0")
    private long maxCredits;
    @UriParam(label = "producer", defaultValue = "0")
    private long reserveCredits;
    @UriParam(label = "producer")
    private String carry;
    @UriParam(label = "advanced")
    private StateRepository<String, String> contextRepository;
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
    @UriParam(defaultValue = "0")
    private int groupSize;
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
              defaultValueNote = "earliest with an idempotentRepository that outlives the process, latest with none or one in"
                                 + " memory; required with others")
    private StartFrom startFrom;
    @UriParam(label = "consumer", defaultValue = "864000000", javaType = "java.time.Duration")
    private long retention = 864_000_000;
    @UriParam(label = "consumer", defaultValue = "false")
    private boolean deleteAfterCompletion = false;
    @UriParam(label = "consumer")
    private IdempotentRepository idempotentRepository;
    @UriParam(label = "consumer,advanced")
    private String idempotentKey;
    @UriParam(label = "consumer,security", secret = true)
    private String webhookVerifyToken;

    /**
     * Returns an independent copy.
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
     * The type of the job: bulk, crawl, or job for both, which cannot create jobs.
     */
    public void setJobType(JobType jobType) {
        this.jobType = jobType;
    }

    public String getJobName() {
        return jobName;
    }

    /**
     * The name of the job: 1 to 30 letters, digits, _ and -. If not set, the header CamelDiffbotJobName. Consumers and
     * list also accept a regular expression or a name ending in an asterisk; all jobs if not set.
     */
    public void setJobName(String jobName) {
        this.jobName = jobName;
    }

    public String getToken() {
        return token;
    }

    /**
     * The Diffbot token. Set it on the component, from a vault or an environment variable. White space around it is
     * removed; inside it is an error.
     */
    public void setToken(String token) {
        this.token = token == null ? null : token.strip();
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    /**
     * The address of the API, an http or https URL without query, for example that of the sandbox.
     */
    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public boolean isValidateName() {
        return validateName;
    }

    /**
     * Whether to check before a call that a job name has 1 to 30 letters, digits, _ and -.
     */
    public void setValidateName(boolean validateName) {
        this.validateName = validateName;
    }

    public DiffbotOperations getOperation() {
        return operation;
    }

    /**
     * The operation. The header CamelDiffbotOperation applies only if this option is not set.
     */
    public void setOperation(DiffbotOperations operation) {
        this.operation = operation;
    }

    public OnExisting getOnExisting() {
        return onExisting;
    }

    /**
     * What create and run do if the job exists: fail raises an error, attach uses that job, update adds to it, replace
     * deletes it and creates it again.
     */
    public void setOnExisting(OnExisting onExisting) {
        this.onExisting = onExisting;
    }

    public IdempotentRepository getClaimRepository() {
        return claimRepository;
    }

    /**
     * A repository that several nodes share, with an atomic add, such as a JdbcMessageIdRepository. With it, create and
     * run claim the name of the job, so that only one node submits it; the others wait, for at most 16 minutes, and
     * apply onExisting. If the repository fails, nothing is sent. By default names are claimed within the process only.
     * Consumers and webhooks with an idempotentRepository claim each event before its route, so that one node handles
     * it at a time. The claim of a node that ends expires after 4 to 8 minutes. If the repository fails, no event is
     * delivered.
     */
    public void setClaimRepository(IdempotentRepository claimRepository) {
        this.claimRepository = claimRepository;
    }

    public OnBadUrl getOnBadUrl() {
        return onBadUrl;
    }

    /**
     * What to do with an invalid or probably damaged URL in a message: fail, or skip it and log the total. In an option
     * it is always an error.
     */
    public void setOnBadUrl(OnBadUrl onBadUrl) {
        this.onBadUrl = onBadUrl;
    }

    public boolean isAllowNestedUrls() {
        return allowNestedUrls;
    }

    /**
     * Whether the path of a URL may contain a second URL, as in web archives. Otherwise it must be percent-encoded.
     */
    public void setAllowNestedUrls(boolean allowNestedUrls) {
        this.allowNestedUrls = allowNestedUrls;
    }

    public long getTimeout() {
        return timeout;
    }

    /**
     * The maximum wait of run and await, including that for a permit (maxActiveJobs), in milliseconds or as 6h. 0 and
     * -1 for no limit; other negative values are an error.
     */
    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    public JobAction getOnTimeout() {
        return onTimeout;
    }

    /**
     * What run and await do with the job when the timeout expires: leave, pause or delete it. A job in use by another
     * exchange is left.
     */
    public void setOnTimeout(JobAction onTimeout) {
        this.onTimeout = onTimeout;
    }

    public JobAction getOnStop() {
        return onStop;
    }

    /**
     * What run and await do with the job when their route or the context stops: leave, pause or delete it. A job in use
     * by another exchange is left.
     */
    public void setOnStop(JobAction onStop) {
        this.onStop = onStop;
    }

    public boolean isFailOnPause() {
        return failOnPause;
    }

    /**
     * Whether run and await fail if the job is paused (6) or halted (11). Otherwise they wait until it continues.
     */
    public void setFailOnPause(boolean failOnPause) {
        this.failOnPause = failOnPause;
    }

    public long getMaxUrls() {
        return maxUrls;
    }

    /**
     * The maximum number of URLs or seeds in a submission. More are an error. 0 for no limit.
     */
    public void setMaxUrls(long maxUrls) {
        this.maxUrls = maxUrls;
    }

    public long getMaxCredits() {
        return maxCredits;
    }

    /**
     * The maximum number of credits that a submission can cost. A submission that can cost more, or whose cost has no
     * limit, is an error, and nothing is submitted. A page costs one credit, two with useProxies. A bulk job costs its
     * URLs, an update those that it adds; a crawl costs maxToProcess (Diffbot's default is 100000); each times
     * maxRounds if the job repeats. It also limits restart, and a round of startRound; a restart of a bulk job has no
     * limit. For a consumer, the credits beyond which a job raises the event overBudget. 0 for no limit.
     */
    public void setMaxCredits(long maxCredits) {
        this.maxCredits = maxCredits;
    }

    public long getReserveCredits() {
        return reserveCredits;
    }

    /**
     * The credits that must be left on the account after a submission, restart or startRound. One that can use more is
     * an error, and nothing is submitted. The account is read at most once a minute; those of jobs that still run are
     * left in it, except what was submitted with this option since it was read. baseUrl must end with /v3. 0 to not
     * read the account.
     */
    public void setReserveCredits(long reserveCredits) {
        this.reserveCredits = reserveCredits;
    }

    public String getCarry() {
        return carry;
    }

    /**
     * The names of message headers, separated by commas, that are kept with a submitted job and set on the messages of
     * its events, on those of its webhook, and behind the operation await. A * at the end of a name stands for any
     * further characters. Texts, numbers and booleans, at most 8192 bytes as JSON for a job; headers that begin with
     * Camel are not carried. traceparent and tracestate always are.
     */
    public void setCarry(String carry) {
        this.carry = carry;
    }

    public StateRepository<String, String> getContextRepository() {
        return contextRepository;
    }

    /**
     * Where the headers of carry are kept, under bulk/NAME/context or crawl/NAME/context: the same repository for the
     * producer and for consumers, on all nodes. An empty state means that they were removed. The meter of credits keeps
     * what it has counted there, too. Default: in memory, so that they are lost at a restart, and the oldest beyond 16
     * million characters.
     */
    public void setContextRepository(StateRepository<String, String> contextRepository) {
        this.contextRepository = contextRepository;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    /**
     * Whether create, update and run return the request as a Map, without the token, instead of sending it. A
     * single-use body is consumed.
     */
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public String getStatus() {
        return status;
    }

    /**
     * The jobs that list returns: status codes (0 to 11) and groups (running, waiting, finished, failed, paused,
     * suspended, halted, unknown), separated by commas. All if not set.
     */
    public void setStatus(String status) {
        this.status = status;
    }

    public String getUrlStatus() {
        return urlStatus;
    }

    /**
     * The rows of a URL report to return, separated by commas: success, failed (not fetched or not extracted),
     * duplicate (of another page) and unknown. All if not set.
     */
    public void setUrlStatus(String urlStatus) {
        this.urlStatus = urlStatus;
    }

    public String getQuery() {
        return query;
    }

    /**
     * The query for search, in Diffbot's query language. The body and the header CamelDiffbotQuery override it.
     */
    public void setQuery(String query) {
        this.query = query;
    }

    public String getApiUrl() {
        return apiUrl;
    }

    /**
     * The Extract API that processes the pages: a full URL, or a name with an optional query. If not set, jobs are
     * created with analyze.
     */
    public void setApiUrl(String apiUrl) {
        this.apiUrl = apiUrl;
    }

    public String getUrls() {
        return urls;
    }

    /**
     * The URLs of a bulk job, separated by white space. The message overrides them.
     */
    public void setUrls(String urls) {
        this.urls = urls;
    }

    public String getSeeds() {
        return seeds;
    }

    /**
     * The URLs at which a crawl starts, separated by white space. The message overrides them. A subdomain other than
     * www restricts the crawl to it.
     */
    public void setSeeds(String seeds) {
        this.seeds = seeds;
    }

    public Map<String, Object> getCustomHeaders() {
        return customHeaders;
    }

    /**
     * Headers of the page requests, for example customHeaders.Accept-Language=de. Diffbot sends User-Agent, Referer,
     * Cookie, Accept-Language and X-Evaluate.
     */
    public void setCustomHeaders(Map<String, Object> customHeaders) {
        this.customHeaders = customHeaders;
    }

    public String getNotifyEmail() {
        return notifyEmail;
    }

    /**
     * The address to which Diffbot sends an e-mail when the job is done.
     */
    public void setNotifyEmail(String notifyEmail) {
        this.notifyEmail = notifyEmail;
    }

    public String getNotifyWebhook() {
        return notifyWebhook;
    }

    /**
     * The http or https URL that Diffbot calls once when the job or a round ends; auto for the context's webhook route
     * of the job.
     */
    public void setNotifyWebhook(String notifyWebhook) {
        this.notifyWebhook = notifyWebhook;
    }

    public Boolean getObeyRobots() {
        return obeyRobots;
    }

    /**
     * Whether to obey robots.txt.
     */
    public void setObeyRobots(Boolean obeyRobots) {
        this.obeyRobots = obeyRobots;
    }

    public Double getRepeat() {
        return repeat;
    }

    /**
     * Days from the end of a round to the start of the next. 0 for no further rounds.
     */
    public void setRepeat(Double repeat) {
        this.repeat = repeat;
    }

    public Integer getMaxRounds() {
        return maxRounds;
    }

    /**
     * The maximum number of rounds of a repeating job. 0 and -1 for no limit.
     */
    public void setMaxRounds(Integer maxRounds) {
        this.maxRounds = maxRounds;
    }

    public String getPageProcessPattern() {
        return pageProcessPattern;
    }

    /**
     * Extracts only pages whose HTML contains one of these strings, separated by two vertical bars. A leading !
     * negates.
     */
    public void setPageProcessPattern(String pageProcessPattern) {
        this.pageProcessPattern = pageProcessPattern;
    }

    public String getUrlCrawlPattern() {
        return urlCrawlPattern;
    }

    /**
     * Follows only links that contain one of these strings, separated by two vertical bars. A leading ! excludes; a
     * leading circumflex and a trailing $ anchor. For crawls.
     */
    public void setUrlCrawlPattern(String urlCrawlPattern) {
        this.urlCrawlPattern = urlCrawlPattern;
    }

    public String getUrlCrawlRegEx() {
        return urlCrawlRegEx;
    }

    /**
     * Follows only links in which this regular expression matches. Overrides urlCrawlPattern. For crawls.
     */
    public void setUrlCrawlRegEx(String urlCrawlRegEx) {
        this.urlCrawlRegEx = urlCrawlRegEx;
    }

    public String getUrlProcessPattern() {
        return urlProcessPattern;
    }

    /**
     * Extracts only pages whose URL contains one of these strings, written as in urlCrawlPattern. For crawls.
     */
    public void setUrlProcessPattern(String urlProcessPattern) {
        this.urlProcessPattern = urlProcessPattern;
    }

    public String getUrlProcessRegEx() {
        return urlProcessRegEx;
    }

    /**
     * Extracts only pages in whose URL this regular expression matches. Overrides urlProcessPattern. For crawls.
     */
    public void setUrlProcessRegEx(String urlProcessRegEx) {
        this.urlProcessRegEx = urlProcessRegEx;
    }

    public Integer getMaxHops() {
        return maxHops;
    }

    /**
     * The maximum number of links between a seed and a page: 0 for seeds only, -1 for no limit. For crawls.
     */
    public void setMaxHops(Integer maxHops) {
        this.maxHops = maxHops;
    }

    public Long getMaxToCrawl() {
        return maxToCrawl;
    }

    /**
     * The maximum number of pages fetched per round. For crawls.
     */
    public void setMaxToCrawl(Long maxToCrawl) {
        this.maxToCrawl = maxToCrawl;
    }

    public Long getMaxToProcess() {
        return maxToProcess;
    }

    /**
     * The maximum number of pages extracted per round; each costs a credit. For crawls.
     */
    public void setMaxToProcess(Long maxToProcess) {
        this.maxToProcess = maxToProcess;
    }

    public Long getMaxToCrawlPerSubdomain() {
        return maxToCrawlPerSubdomain;
    }

    /**
     * The maximum number of pages fetched per subdomain. -1 for no limit. For crawls.
     */
    public void setMaxToCrawlPerSubdomain(Long maxToCrawlPerSubdomain) {
        this.maxToCrawlPerSubdomain = maxToCrawlPerSubdomain;
    }

    public Long getMaxToProcessPerSubdomain() {
        return maxToProcessPerSubdomain;
    }

    /**
     * The maximum number of pages extracted per subdomain. -1 for no limit. For crawls.
     */
    public void setMaxToProcessPerSubdomain(Long maxToProcessPerSubdomain) {
        this.maxToProcessPerSubdomain = maxToProcessPerSubdomain;
    }

    public Boolean getRestrictDomain() {
        return restrictDomain;
    }

    /**
     * Whether to follow only links within the seeds' domains. If false, other domains are crawled up to one hop. For
     * crawls.
     */
    public void setRestrictDomain(Boolean restrictDomain) {
        this.restrictDomain = restrictDomain;
    }

    public Boolean getRestrictSubdomain() {
        return restrictSubdomain;
    }

    /**
     * Whether to follow only links within the seeds' subdomains. Not documented by Diffbot. For crawls.
     */
    public void setRestrictSubdomain(Boolean restrictSubdomain) {
        this.restrictSubdomain = restrictSubdomain;
    }

    public Boolean getUseCanonical() {
        return useCanonical;
    }

    /**
     * Whether pages with the same canonical URL count as one.
     */
    public void setUseCanonical(Boolean useCanonical) {
        this.useCanonical = useCanonical;
    }

    public Boolean getUseProxies() {
        return useProxies;
    }

    /**
     * Whether to fetch pages through proxies, for two credits a page.
     */
    public void setUseProxies(Boolean useProxies) {
        this.useProxies = useProxies;
    }

    public Double getCrawlDelay() {
        return crawlDelay;
    }

    /**
     * Seconds between two requests to one IP address.
     */
    public void setCrawlDelay(Double crawlDelay) {
        this.crawlDelay = crawlDelay;
    }

    public Double getSeedRecrawlFrequency() {
        return seedRecrawlFrequency;
    }

    /**
     * Days between two fetches of the seeds, independent of rounds. -1 for none.
     */
    public void setSeedRecrawlFrequency(Double seedRecrawlFrequency) {
        this.seedRecrawlFrequency = seedRecrawlFrequency;
    }

    public Boolean getOnlyProcessIfNew() {
        return onlyProcessIfNew;
    }

    /**
     * Whether later rounds extract only pages that earlier rounds did not. For crawls.
     */
    public void setOnlyProcessIfNew(Boolean onlyProcessIfNew) {
        this.onlyProcessIfNew = onlyProcessIfNew;
    }

    public String getAllowedMessageSettings() {
        return allowedMessageSettings;
    }

    /**
     * The settings that a message may set although they cost credits or reach other systems, separated by commas; an
     * asterisk for all. Others are an error.
     */
    public void setAllowedMessageSettings(String allowedMessageSettings) {
        this.allowedMessageSettings = allowedMessageSettings;
    }

    public Map<String, Object> getSettings() {
        return settings;
    }

    /**
     * Diffbot parameters for create and update that have no option, for example settings.someName=value.
     */
    public void setSettings(Map<String, Object> settings) {
        this.settings = settings;
    }

    public DataFormat getFormat() {
        return format;
    }

    /**
     * The format of the records: json; jsonl for each as a line of text with its JSON; csv for rows of Diffbot's table
     * of the top-level members.
     */
    public void setFormat(DataFormat format) {
        this.format = format;
    }

    public Integer getNum() {
        return num;
    }

    /**
     * The number of records or rows to request, the newest first; for search, over all pages. All if not set.
     */
    public void setNum(Integer num) {
        this.num = num;
    }

    public long getMaxRecords() {
        return maxRecords;
    }

    /**
     * The maximum number of records or rows to read; the download ends after them. 0 for no limit.
     */
    public void setMaxRecords(long maxRecords) {
        this.maxRecords = maxRecords;
    }

    public int getGroupSize() {
        return groupSize;
    }

    /**
     * Deliver records or rows in Lists of this many, the last one shorter, such as for a batch of camel-sql. All of a
     * List are in memory. 1 to 100000; 0 for single ones.
     */
    public void setGroupSize(int groupSize) {
        this.groupSize = groupSize;
    }

    public Class<?> getRecordType() {
        return recordType;
    }

    /**
     * The class to which Jackson binds each record. If not set, DiffbotRecord, a Map.
     */
    public void setRecordType(Class<?> recordType) {
        this.recordType = recordType;
    }

    public OnBadRecord getOnBadRecord() {
        return onBadRecord;
    }

    /**
     * What to do with a record that is null, empty, an error of Diffbot, broken, too large or not bindable to
     * recordType: fail, or skip it and log the total.
     */
    public void setOnBadRecord(OnBadRecord onBadRecord) {
        this.onBadRecord = onBadRecord;
    }

    public boolean isRaw() {
        return raw;
    }

    /**
     * Whether the body is the download itself: an InputStream, or a File with localWorkDirectory.
     */
    public void setRaw(boolean raw) {
        this.raw = raw;
    }

    public boolean isFailOnMissingRecords() {
        return failOnMissingRecords;
    }

    /**
     * Whether fewer records than the ended job counts are an error, else a warning and a header.
     */
    public void setFailOnMissingRecords(boolean failOnMissingRecords) {
        this.failOnMissingRecords = failOnMissingRecords;
    }

    public boolean isUnique() {
        return unique;
    }

    /**
     * Whether to leave out records whose key (id, else diffbotUri, else docId) occurred before in the same read.
     */
    public void setUnique(boolean unique) {
        this.unique = unique;
    }

    public boolean isIncremental() {
        return incremental;
    }

    /**
     * Whether to return only records that no earlier successful read of the job returned.
     */
    public void setIncremental(boolean incremental) {
        this.incremental = incremental;
    }

    public long getLookbackWindow() {
        return lookbackWindow;
    }

    /**
     * How much older than the newest record a late record of an incremental read can be, in milliseconds or as 10m.
     */
    public void setLookbackWindow(long lookbackWindow) {
        this.lookbackWindow = lookbackWindow;
    }

    public StateRepository<String, String> getStateRepository() {
        return stateRepository;
    }

    /**
     * Stores the checkpoints of incremental reads. If not set, a restart returns all records again.
     */
    public void setStateRepository(StateRepository<String, String> stateRepository) {
        this.stateRepository = stateRepository;
    }

    public String getLocalWorkDirectory() {
        return localWorkDirectory;
    }

    /**
     * The directory, created if missing, in which downloads are completed, also after a broken connection, before the
     * route receives them. With raw=true the body is the File, deleted after the exchange unless moved.
     */
    public void setLocalWorkDirectory(String localWorkDirectory) {
        this.localWorkDirectory = localWorkDirectory;
    }

    public long getMaxDownloadSize() {
        return maxDownloadSize;
    }

    /**
     * The maximum size of a download, for search of a page, in bytes after unpacking. A larger one is an error. 0 for
     * no limit.
     */
    public void setMaxDownloadSize(long maxDownloadSize) {
        this.maxDownloadSize = maxDownloadSize;
    }

    public boolean isKeepToken() {
        return keepToken;
    }

    /**
     * Whether to keep the token in records and URL reports, where Diffbot puts it. Otherwise it is masked.
     */
    public void setKeepToken(boolean keepToken) {
        this.keepToken = keepToken;
    }

    public ObjectMapper getObjectMapper() {
        return objectMapper;
    }

    /**
     * The Jackson ObjectMapper for records. If not set, one of the component that ignores unknown members of a
     * recordType.
     */
    public void setObjectMapper(ObjectMapper objectMapper) {
        this.objectMapper = objectMapper;
    }

    public long getMaxRecordSize() {
        return maxRecordSize;
    }

    /**
     * The maximum size of a record in bytes. A larger one is a bad record. 0 or less for an eighth of the heap, at most
     * 64 MB.
     */
    public void setMaxRecordSize(long maxRecordSize) {
        this.maxRecordSize = maxRecordSize;
    }

    public String getEvents() {
        return events;
    }

    /**
     * The events to deliver, separated by commas: created, started, progress, paused, suspended, halted, resumed,
     * overBudget, roundCompleted, completed, failed, expiring, restarted, deleted, or the groups completion
     * (roundCompleted, completed, failed), status (every change of the status code) and all. overBudget needs
     * maxCredits. expiring needs retention, and completed or failed.
     */
    public void setEvents(String events) {
        this.events = events;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    /**
     * The maximum number of events per poll. The next poll delivers the others. 0 or less for no limit.
     */
    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public Fetch getFetch() {
        return fetch;
    }

    /**
     * The body of an event, or after run and await: the job, its records (data) or its URL report. The download starts
     * with the first read.
     */
    public void setFetch(Fetch fetch) {
        this.fetch = fetch;
    }

    public StartFrom getStartFrom() {
        return startFrom;
    }

    /**
     * The first events of a new consumer: latest for those after its first poll; earliest also for the status, last
     * round and end of the jobs that it finds.
     */
    public void setStartFrom(StartFrom startFrom) {
        this.startFrom = startFrom;
    }

    public long getRetention() {
        return retention;
    }

    /**
     * How long Diffbot keeps a job and its results after its end, in milliseconds or as 10d. When the route has not
     * handled an end after 70 % of that time, a WARN is logged once, and the event expiring is raised; the health check
     * has the age of the oldest such end. 0: no warning and no event.
     */
    public void setRetention(long retention) {
        this.retention = retention;
    }

    public boolean isDeleteAfterCompletion() {
        return deleteAfterCompletion;
    }

    /**
     * Whether to delete a job and its data after its end was handled without error and the results in fetch were read
     * completely. A job with incomplete results is kept.
     */
    public void setDeleteAfterCompletion(boolean deleteAfterCompletion) {
        this.deleteAfterCompletion = deleteAfterCompletion;
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    /**
     * Stores the ids of handled events: checked before a download, added after the route. With a persistent one, a
     * restart neither loses nor repeats events.
     */
    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public String getIdempotentKey() {
        return idempotentKey;
    }

    /**
     * The key of an event in the idempotentRepository, in the Simple language, such as
     * ${header.CamelDiffbotEventId}-orders. If not set, the event id.
     */
    public void setIdempotentKey(String idempotentKey) {
        this.idempotentKey = idempotentKey;
    }

    public String getWebhookVerifyToken() {
        return webhookVerifyToken;
    }

    /**
     * The secret at the end of a webhook route's URL, required there: 16 or more letters, digits, - and _. Set it on
     * the component, which masks it.
     */
    public void setWebhookVerifyToken(String webhookVerifyToken) {
        this.webhookVerifyToken = webhookVerifyToken;
    }

    @Override
    public String toString() {
        return "DiffbotConfiguration[" + jobType + (jobName == null ? "" : "/" + jobName) + "]";
    }
}
