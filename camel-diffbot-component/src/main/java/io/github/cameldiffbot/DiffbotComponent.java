/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;

import io.github.cameldiffbot.internal.client.http.CallError;
import io.github.cameldiffbot.internal.client.http.ClientSettings;
import io.github.cameldiffbot.internal.request.BaseUrl;
import io.github.cameldiffbot.internal.request.CheckedConfigurer;
import io.github.cameldiffbot.internal.request.NumberOption;
import io.github.cameldiffbot.internal.request.Placeholders;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.DiffbotSessions;
import io.github.cameldiffbot.internal.session.DiffbotTransport;
import io.github.cameldiffbot.internal.session.RouteStopHooks;
import io.github.cameldiffbot.internal.session.WaitExecutors;
import io.github.cameldiffbot.internal.wait.ActiveJobLimiter;
import io.github.cameldiffbot.internal.wait.PollIntervals;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;

/**
 * Runs Diffbot Bulk Extract and Crawl jobs, consumes their events and streams their records.
 */
@Component("diffbot")
@ManagedResource(description = "Managed Diffbot Component")
public class DiffbotComponent extends HealthCheckComponent {

    @Metadata
    private DiffbotConfiguration configuration = new DiffbotConfiguration();
    @Metadata(label = "advanced", defaultValue = "5",
              description = "The maximum number of requests per second for one token; 0.08 for 5 per minute, 0"
                            + " for no limit. Calls wait up to 10 minutes for their turn.")
    private double maxRequestsPerSecond = 5;
    @Metadata(label = "advanced", defaultValue = "60000", javaType = "java.time.Duration",
              description = "The maximum wait for a response, except for downloads, in milliseconds or as 90s."
                            + " 0 for no limit. A responseTimeout of the http component replaces it.")
    private long requestTimeout = 60_000;
    @Metadata(label = "advanced", defaultValue = "300000", javaType = "java.time.Duration",
              description = "The maximum pause within a download, in milliseconds or as 10m. A responseTimeout"
                            + " of the http component replaces it.")
    private long dataTimeout = 300_000;
    @Metadata(label = "advanced", defaultValue = "4",
              description = "The maximum number of retries of reads, and of changes that were certainly not"
                            + " carried out. 0 for no retries.")
    private int maxRetries = 4;
    @Metadata(label = "advanced", defaultValue = "1000", javaType = "java.time.Duration",
              description = "The maximum delay before the first retry, in milliseconds or as 2s. It doubles"
                            + " with each retry; the actual delay is random.")
    private long retryDelay = 1_000;
    @Metadata(label = "advanced", defaultValue = "60000", javaType = "java.time.Duration",
              description = "The maximum delay before a retry, in milliseconds or as 1m. If Diffbot requests a"
                            + " longer one, the call fails.")
    private long maxRetryDelay = 60_000;
    @Metadata(label = "producer,advanced", defaultValue = "2000", javaType = "java.time.Duration",
              description = "The time between two polls of young jobs for run and await, in milliseconds or as"
                            + " 5s.")
    private long pollInterval = 2_000;
    @Metadata(label = "producer,advanced", defaultValue = "60000", javaType = "java.time.Duration",
              description = "The time between two polls of old, paused and waiting jobs for run and await, in"
                            + " milliseconds or as 2m.")
    private long maxPollInterval = 60_000;
    @Metadata(label = "producer,advanced", defaultValue = "0",
              description = "The maximum number of running jobs of a token, from any creator. create and run"
                            + " wait for a permit, or fail if 1,000 wait already. 0 for no limit.")
    private int maxActiveJobs;
    @Metadata(label = "advanced",
              description = "The http or https component whose TLS, proxy, timeouts and pool are used. If not"
                            + " set, that of the scheme of baseUrl.")
    private @Nullable String httpComponent;

    private Duration grace = ClientSettings.GRACE;
    private int maxQueuedJobs = ActiveJobLimiter.MAX_WAITING;
    private final SharedParts shared = new SharedParts(this);

    public DiffbotComponent() {
        this(null);
    }

    public DiffbotComponent(@Nullable CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        NumberOption.checkAll(this, new DiffbotComponentConfigurer());
        EndpointUri.removeKameletDefaults(parameters);
        EndpointUri address = new EndpointUri(uri, remaining, parameters);
        address.check(getEndpointPropertyConfigurer());
        DiffbotConfiguration copy = configuration == null ? new DiffbotConfiguration() : configuration.copy();
        copy.getCustomHeaders().putAll(PropertiesHelper.extractProperties(parameters, "customHeaders."));
        copy.getSettings().putAll(PropertiesHelper.extractProperties(parameters, "settings."));
        address.setJob(copy);
        DiffbotEndpoint endpoint = new DiffbotEndpoint(uri, this, copy);
        endpoint.setNamedOptions(address.named());
        setProperties(endpoint, parameters);
        address.refuse(parameters.keySet());
        EndpointCheck.checkPlaceholders(copy);
        if (!SupervisedRoutes.defersTokenCheck(getCamelContext())) {
            Placeholders.check("token", copy.getToken());
        }
        BaseUrl.check(copy.getBaseUrl());
        return endpoint;
    }

    /**
     * Returns the generated configurer with checks of the values.
     */
    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return CheckedConfigurer.of(super.getComponentPropertyConfigurer());
    }

    /**
     * Returns the generated configurer with checks of the values.
     */
    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return CheckedConfigurer.of(super.getEndpointPropertyConfigurer());
    }

    /**
     * Returns the session that the endpoints of one base URL and token share. Release it by
     * {@link DiffbotSessions#release(DiffbotSession)}.
     */
    DiffbotSession session(DiffbotConfiguration endpoint) {
        URI baseUrl = BaseUrl.check(endpoint.getBaseUrl());
        return shared.sessions().get(baseUrl, endpoint.getToken(), (number, meters) -> new DiffbotSession(
                name() + '-' + number, clientSettings(baseUrl, endpoint.getToken()),
                new DiffbotTransport(getCamelContext(), httpComponent, baseUrl),
                new WaitExecutors(getCamelContext()),
                new PollIntervals(Duration.ofMillis(pollInterval), Duration.ofMillis(maxPollInterval)),
                new ActiveJobLimiter.Limits(maxActiveJobs, maxQueuedJobs, Duration.ofMillis(pollInterval)), meters));
    }

    // ids of health checks contain it
    private String name() {
        return getCamelContext().getComponentNames().stream().filter(name -> getCamelContext().hasComponent(name) == this)
                .min(Comparator.naturalOrder()).orElse(getDefaultName());
    }

    SharedParts shared() {
        return shared;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        RouteStopHooks.of(getCamelContext());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        shared.start(getCamelContext());
    }

    @Override
    protected void doStop() throws Exception {
        shared.stop(getCamelContext());
        super.doStop();
    }

    @ManagedAttribute(description = "HTTP requests to Diffbot, retries included")
    public long getCalls() {
        return shared.sessions().sum(session -> session.client().statistics().getCalls());
    }

    @ManagedAttribute(description = "Retries of HTTP requests")
    public long getRetries() {
        return shared.sessions().sum(session -> session.client().statistics().getRetries());
    }

    @ManagedAttribute(description = "Responses with \"too many requests\"")
    public long getThrottles() {
        return shared.sessions().sum(session -> session.client().statistics().getThrottles());
    }

    @ManagedAttribute(description = "HTTP requests that failed or that Diffbot rejected")
    public long getErrors() {
        return shared.sessions().sum(session -> session.client().statistics().getErrors());
    }

    @ManagedAttribute(description = "Bytes read from downloads")
    public long getReceivedBytes() {
        return shared.sessions().sum(session -> session.client().statistics().getBytes());
    }

    @ManagedAttribute(description = "The error of the last HTTP request that failed or that Diffbot rejected")
    public @Nullable String getLastError() {
        CallError error = shared.sessions().lastError();
        return error == null ? null : error.time() + " " + error.error().getMessage();
    }

    @ManagedAttribute(description = "Credits of jobs, counted at their ends since the start")
    public long getSpentCredits() {
        return shared.sessions().sum(session -> session.spentCredits().total());
    }

    @ManagedAttribute(description = "The same of the 100 most expensive jobs, for each token")
    public Map<String, Long> getSpentCreditsByJob() {
        return shared.sessions().spentByJob(100);
    }

    @ManagedAttribute(description = "Creates that wait for a permit of maxActiveJobs")
    public long getQueuedCreates() {
        return shared.sessions().sum(session -> session.waits().queuedCreates());
    }

    @ManagedAttribute(description = "Exchanges that wait for a job")
    public long getPendingWaits() {
        return shared.sessions().sum(session -> session.waits().pending());
    }

    private ClientSettings clientSettings(URI baseUrl, String token) {
        return new ClientSettings(
                baseUrl, () -> token, Duration.ofMillis(requestTimeout), Duration.ofMillis(dataTimeout), maxRetries,
                Duration.ofMillis(retryDelay), Duration.ofMillis(maxRetryDelay), maxRequestsPerSecond, grace);
    }

    void setGrace(Duration grace) {
        this.grace = grace;
    }

    void setMaxQueuedJobs(int maxQueuedJobs) {
        this.maxQueuedJobs = maxQueuedJobs;
    }

    public DiffbotConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * Sets the default options of endpoints.
     */
    public void setConfiguration(DiffbotConfiguration configuration) {
        this.configuration = configuration;
    }

    public double getMaxRequestsPerSecond() {
        return maxRequestsPerSecond;
    }

    public void setMaxRequestsPerSecond(double maxRequestsPerSecond) {
        this.maxRequestsPerSecond = maxRequestsPerSecond;
    }

    public long getRequestTimeout() {
        return requestTimeout;
    }

    public void setRequestTimeout(long requestTimeout) {
        this.requestTimeout = requestTimeout;
    }

    public long getDataTimeout() {
        return dataTimeout;
    }

    public void setDataTimeout(long dataTimeout) {
        this.dataTimeout = dataTimeout;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public long getRetryDelay() {
        return retryDelay;
    }

    public void setRetryDelay(long retryDelay) {
        this.retryDelay = retryDelay;
    }

    public long getMaxRetryDelay() {
        return maxRetryDelay;
    }

    public void setMaxRetryDelay(long maxRetryDelay) {
        this.maxRetryDelay = maxRetryDelay;
    }

    public long getPollInterval() {
        return pollInterval;
    }

    public void setPollInterval(long pollInterval) {
        this.pollInterval = pollInterval;
    }

    public long getMaxPollInterval() {
        return maxPollInterval;
    }

    public void setMaxPollInterval(long maxPollInterval) {
        this.maxPollInterval = maxPollInterval;
    }

    public int getMaxActiveJobs() {
        return maxActiveJobs;
    }

    public void setMaxActiveJobs(int maxActiveJobs) {
        this.maxActiveJobs = maxActiveJobs;
    }

    public @Nullable String getHttpComponent() {
        return httpComponent;
    }

    public void setHttpComponent(String httpComponent) {
        this.httpComponent = httpComponent;
    }
}
