/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.data.DataFormat;
import io.github.cameldiffbot.internal.client.DiffbotClient;
import io.github.cameldiffbot.internal.exchange.ResultRequest;
import io.github.cameldiffbot.internal.request.JobRequest;
import io.github.cameldiffbot.internal.result.ResultBodyFactory;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.Exchange;

/**
 * The operations of a producer that read results: the data, the URL report and the search.
 */
public final class ResultOperations {

    private final ResultBodyFactory results;
    private final DiffbotClient client;
    private final JobRequest request;
    private final JobOperations jobs;
    private final Exchange exchange;

    public ResultOperations(
                            ResultBodyFactory results, DiffbotClient client, JobRequest request, JobOperations jobs,
                            Exchange exchange) {
        this.results = results;
        this.client = client;
        this.request = request;
        this.jobs = jobs;
        this.exchange = exchange;
    }

    public void data() {
        DataFormat format = request.format();
        ResultRequest job = resultRequest(results.needsStatus());
        results.setData(exchange, client, format, job);
        setJobHeaders(job);
    }

    public void urlReport() {
        ResultRequest job = resultRequest(false);
        results.setUrlReport(exchange, client, job);
        setJobHeaders(job);
    }

    public void search() {
        String query = request.query();
        String collection = request.nameOrPattern();
        results.setSearchResults(exchange, collection,
                (start, num) -> client.downloads().search(collection, query, start, num), request.num());
    }

    /**
     * Returns the request for results. The status of the job is read only if required or if its type is unknown.
     */
    private ResultRequest resultRequest(boolean readJob) {
        Job job = readJob || request.type() == JobType.job ? jobs.status() : null;
        JobType type = job != null && request.type() == JobType.job ? JobType.of(job.getType()) : request.type();
        return new ResultRequest(type, request.name(), job, request.num());
    }

    private void setJobHeaders(ResultRequest job) {
        exchange.getMessage().setHeader(DiffbotConstants.JOB_TYPE, job.type().name());
        exchange.getMessage().setHeader(DiffbotConstants.JOB_NAME, job.name());
    }
}
