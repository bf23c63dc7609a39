/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import io.github.cameldiffbot.internal.event.DeleteAfterCompletion;
import io.github.cameldiffbot.internal.event.EventDelivery;
import io.github.cameldiffbot.internal.event.EventRepository;
import io.github.cameldiffbot.internal.event.WebhookEvents;
import io.github.cameldiffbot.internal.event.WebhookHandler;
import io.github.cameldiffbot.internal.request.JobNames;
import io.github.cameldiffbot.internal.request.JobRequest;
import io.github.cameldiffbot.internal.request.RequestSettings;
import io.github.cameldiffbot.internal.request.TokenOption;
import io.github.cameldiffbot.internal.request.WebhookUrls;
import io.github.cameldiffbot.internal.result.ResultBodyFactory;
import io.github.cameldiffbot.internal.session.DiffbotSession;
import io.github.cameldiffbot.internal.session.EndpointSession;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.webhook.WebhookCapableEndpoint;
import org.apache.camel.component.webhook.WebhookConfiguration;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Run Diffbot Bulk Extract and Crawl jobs, consume their events and stream their records.
 */
@UriEndpoint(firstVersion = "0.1.0", scheme = "diffbot", title = "Diffbot", syntax = "diffbot:jobType/jobName",
             category = { Category.CLOUD, Category.API, Category.AI }, headersClass = DiffbotConstants.class)
public class DiffbotEndpoint extends ScheduledPollEndpoint
        implements EndpointServiceLocation, WebhookCapableEndpoint, MultipleConsumersSupport {

    static final int DEFAULT_DELAY = 15_000;
    static final int DEFAULT_BACKOFF_MULTIPLIER = 3;
    static final int DEFAULT_BACKOFF_ERROR_THRESHOLD = 2;

    /**
     * The number of handled events that a webhook without a repository remembers.
     */
    private static final int RECENT_WEBHOOK_EVENTS = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(DiffbotEndpoint.class);

    @UriParam
    private DiffbotConfiguration configuration;
    @UriParam(defaultValue = "" + DEFAULT_DELAY, javaType = "java.time.Duration", label = "consumer,scheduler",
              description = "Milliseconds before the next poll, and the maximum age of a poll shared with another consumer of"
                            + " the token.")
    private long delay = DEFAULT_DELAY;
    @UriParam(defaultValue = "" + DEFAULT_BACKOFF_MULTIPLIER, label = "consumer,scheduler",
              description = "The number of delays before the next poll after backoffErrorThreshold failed or"
                            + " backoffIdleThreshold empty polls in a row. 0 disables it.")
    private int backoffMultiplier = DEFAULT_BACKOFF_MULTIPLIER;
    @UriParam(defaultValue = "" + DEFAULT_BACKOFF_ERROR_THRESHOLD, label = "consumer,scheduler",
              description = "The number of failed polls in a row after which backoffMultiplier applies.")
    private int backoffErrorThreshold = DEFAULT_BACKOFF_ERROR_THRESHOLD;

    private @Nullable IdempotentRepository recentWebhookEvents;
    private final EndpointSession session = new EndpointSession(
            this::acquireSession, acquired -> getComponent().shared().sessions().release(acquired), this::isStoppingOrStopped,
            () -> getComponent().isRunAllowed());
    private Set<String> namedOptions = Set.of();

    public DiffbotEndpoint(String uri, DiffbotComponent component, DiffbotConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
        setDelay(DEFAULT_DELAY);
        setBackoffMultiplier(DEFAULT_BACKOFF_MULTIPLIER);
        setBackoffErrorThreshold(DEFAULT_BACKOFF_ERROR_THRESHOLD);
    }

    @Override
    public Producer createProducer() throws Exception {
        checkTokenOfRoute();
        check().start(EndpointUse.Role.producer);
        if (configuration.getJobName() != null && configuration.getOperation() != DiffbotOperations.list) {
            JobNames.check(configuration.getJobName(), configuration.isValidateName());
        }
        JobRequest.checkOperation(requestSettings());
        return new DiffbotProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        checkTokenOfRoute();
        check().start(EndpointUse.Role.consumer);
        DiffbotConsumer consumer = new DiffbotConsumer(this, processor);
        configureConsumer(consumer);
        consumer.setMaxMessagesPerPoll(configuration.getMaxMessagesPerPoll());
        return consumer;
    }

    /**
     * Creates a handler of calls to the webhook. Each call is a hint to poll its job. The handler creates the same
     * exchanges as the consumer.
     */
    @Override
    public Processor createWebhookHandler(Processor next) {
        checkTokenOfRoute();
        check().start(EndpointUse.Role.webhook);
        WebhookUrls.checkSecret(configuration.getWebhookVerifyToken());
        if (recentWebhookEvents == null) {
            recentWebhookEvents = MemoryIdempotentRepository.memoryIdempotentRepository(RECENT_WEBHOOK_EVENTS);
        }
        EventRepository memory
                = new EventRepository(getCamelContext(), EndpointSettings.events(configuration), recentWebhookEvents);
        return new WebhookHandler(
                configuration.toString(), configuration.getWebhookVerifyToken(),
                new WebhookEvents(
                        EndpointSettings.events(configuration), session, this,
                        exceptionHandler -> delivery(memory, exceptionHandler), next, () -> WebhookRoutes.routeId(this)));
    }

    /**
     * Does nothing: Diffbot has no webhook to register. Each job has one, set by the option notifyWebhook when it is
     * created or updated.
     */
    @Override
    public void registerWebhook() {
        LOG.debug("Diffbot calls the webhook of each job: create jobs with notifyWebhook={}", WebhookUrls.AUTO);
    }

    /**
     * Does nothing, see {@link #registerWebhook()}: running jobs may end after the route has started again.
     */
    @Override
    public void unregisterWebhook() {
        LOG.debug("The webhooks of jobs stay as they are");
    }

    /**
     * Adds the place for the secret to the path of the webhook.
     */
    @Override
    public void setWebhookConfiguration(WebhookConfiguration webhookConfiguration) {
        WebhookUrls.complete(webhookConfiguration, configuration.getJobType(), configuration.getJobName());
    }

    @Override
    public List<String> getWebhookMethods() {
        return List.of("POST");
    }

    // without supervision, before anything starts; otherwise at the start of the route, and at the first call
    private void checkTokenOfRoute() {
        if (!SupervisedRoutes.defersTokenCheck(getCamelContext())) {
            checkToken();
        }
    }

    /**
     * @throws IllegalArgumentException if the token is missing or invalid
     */
    void checkToken() {
        String error = TokenOption.error(configuration.getToken());
        if (error != null) {
            throw new IllegalArgumentException(error);
        }
    }

    /**
     * Returns the settings for requests of messages.
     */
    RequestSettings requestSettings() {
        return EndpointSettings.request(this);
    }

    /**
     * Returns the checks of this endpoint's options.
     */
    EndpointCheck check() {
        return new EndpointCheck(this, namedOptions);
    }

    /**
     * Sets the names of the options in the endpoint's address, which distinguishes unused options from defaults of the
     * component.
     */
    void setNamedOptions(Set<String> namedOptions) {
        this.namedOptions = Set.copyOf(namedOptions);
    }

    @Override
    protected void doStop() throws Exception {
        session.close();
        super.doStop();
    }

    @Override
    public DiffbotComponent getComponent() {
        return (DiffbotComponent) super.getComponent();
    }

    /**
     * Returns the session that endpoints of the same token share.
     *
     * @throws IllegalStateException if the component is stopped
     */
    DiffbotSession getSession() {
        return session.get();
    }

    /**
     * Returns access to the session that stays valid after the endpoint has stopped.
     */
    EndpointSession session() {
        return session;
    }

    /**
     * Creates the delivery of events with the options of this endpoint.
     */
    EventDelivery delivery(EventRepository memory, Supplier<ExceptionHandler> exceptionHandler) {
        DeleteAfterCompletion deletion = new DeleteAfterCompletion(
                EndpointSettings.events(configuration), session, exceptionHandler);
        return new EventDelivery(
                session, memory, results(), EndpointSettings.contexts(this), EndpointSettings.credits(this),
                getComponent().shared().spans(), deletion, exceptionHandler, System::nanoTime);
    }

    private DiffbotSession acquireSession() {
        checkToken();
        DiffbotSession acquired = getComponent().session(configuration);
        if (configuration.getWebhookVerifyToken() != null) {
            acquired.client().addSecret(configuration.getWebhookVerifyToken());
        }
        return acquired;
    }

    /**
     * Returns the factory of result bodies with the options of this endpoint.
     */
    ResultBodyFactory results() {
        return new ResultBodyFactory(
                EndpointSettings.results(configuration), session, getComponent().shared().exchangeEnds(), getCamelContext());
    }

    public DiffbotConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * Sets the options of this endpoint.
     */
    public void setConfiguration(DiffbotConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    /**
     * Sets the milliseconds before the next poll.
     */
    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }

    @Override
    public int getBackoffMultiplier() {
        return backoffMultiplier;
    }

    /**
     * Sets the number of delays before the next poll after as many failed or empty polls as the thresholds say.
     */
    @Override
    public void setBackoffMultiplier(int backoffMultiplier) {
        super.setBackoffMultiplier(backoffMultiplier);
        this.backoffMultiplier = backoffMultiplier;
    }

    @Override
    public int getBackoffErrorThreshold() {
        return backoffErrorThreshold;
    }

    /**
     * Sets the number of failed polls in a row after which the backoffMultiplier applies.
     */
    @Override
    public void setBackoffErrorThreshold(int backoffErrorThreshold) {
        super.setBackoffErrorThreshold(backoffErrorThreshold);
        this.backoffErrorThreshold = backoffErrorThreshold;
    }

    /**
     * Returns true: several routes may consume from the same endpoint, and each receives every event.
     */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    @Override
    public String getServiceUrl() {
        return configuration.getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        String url = configuration.getBaseUrl();
        return url != null && url.toLowerCase(Locale.ROOT).startsWith("http:") ? "http" : "https";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        Map<String, String> metadata = new HashMap<>();
        metadata.put("jobType", configuration.getJobType().name());
        if (configuration.getJobName() != null) {
            metadata.put("jobName", configuration.getJobName());
        }
        if (configuration.getOperation() != null) {
            metadata.put("operation", configuration.getOperation().name());
        }
        return metadata;
    }
}
