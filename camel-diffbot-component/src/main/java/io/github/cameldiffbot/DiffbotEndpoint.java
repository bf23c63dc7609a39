/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.HashMap;
import java.util.Map;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Create, control and watch Diffbot Bulk Extract and Crawl jobs and stream their records.
 */
@UriEndpoint(firstVersion = "0.1.0", scheme = "diffbot", title = "Diffbot", syntax = "diffbot:jobType/jobName",
             category = { Category.CLOUD, Category.API, Category.AI }, headersClass = DiffbotConstants.class)
public class DiffbotEndpoint extends ScheduledPollEndpoint implements EndpointServiceLocation {

    static final int DEFAULT_DELAY = 15_000;

    @UriParam
    private DiffbotConfiguration configuration;
    @UriParam(defaultValue = "" + DEFAULT_DELAY, javaType = "java.time.Duration", label = "consumer,scheduler",
              description = "Milliseconds before the next poll. It is also the age up to which a look at the jobs that another"
                            + " consumer of the same token took serves this one.")
    private long delay = DEFAULT_DELAY;

    private DiffbotSession session;

    public DiffbotEndpoint(String uri, DiffbotComponent component, DiffbotConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
        setDelay(DEFAULT_DELAY);
    }

    @Override
    public Producer createProducer() throws Exception {
        checkToken();
        if (configuration.getJobName() != null && configuration.getOperation() != DiffbotOperations.list) {
            JobNames.check(configuration.getJobName(), configuration.isValidateName());
        }
        return new DiffbotProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        checkToken();
        JobRequest.positive(configuration.getNum(), "Option num");
        DiffbotConsumer consumer = new DiffbotConsumer(this, processor);
        configureConsumer(consumer);
        consumer.setMaxMessagesPerPoll(configuration.getMaxMessagesPerPoll());
        return consumer;
    }

    private void checkToken() {
        if (configuration.getToken() == null || configuration.getToken().isBlank()) {
            throw new IllegalArgumentException(
                    "There is no Diffbot token. Set the option token of the component, as in"
                                               + " camel.component.diffbot.token={{env:DIFFBOT_TOKEN}}");
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (session == null && configuration.getToken() != null) {
            session = getComponent().session(configuration);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (session != null) {
            getComponent().release(session);
            session = null;
        }
        super.doStop();
    }

    @Override
    public DiffbotComponent getComponent() {
        return (DiffbotComponent) super.getComponent();
    }

    DiffbotSession getSession() {
        return session;
    }

    public DiffbotConfiguration getConfiguration() {
        return configuration;
    }

    /**
     * The options of this endpoint.
     */
    public void setConfiguration(DiffbotConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    /**
     * Milliseconds before the next poll.
     */
    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }

    @Override
    public String getServiceUrl() {
        return configuration.getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "https";
    }

    @Override
    public Map<String, String> getServiceMetadata() {
        Map<String, String> metadata = new HashMap<>();
        metadata.put("jobType", configuration.getJobType().name());
        if (configuration.getJobName() != null) {
            metadata.put("jobName", configuration.getJobName());
        }
        return metadata;
    }
}
