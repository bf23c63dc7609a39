/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.Optional;

import io.github.cameldiffbot.client.ClientSettings;
import io.github.cameldiffbot.client.DiffbotClient;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import io.github.cameldiffbot.watch.JobLookup;
import io.github.cameldiffbot.watch.JobWatcher;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * All that the endpoints of one base URL and token have in common: connections, rate limit and the look at the jobs.
 */
final class DiffbotSession extends ServiceSupport {

    private final DiffbotTransport transport;
    private final DiffbotClient client;
    private final JobWatcher watcher;
    private final JobCreation creation;
    private int users;

    DiffbotSession(ClientSettings settings, HttpClient httpClient, DiffbotTransport transport) {
        this.transport = transport;
        this.client = new DiffbotClient(settings, httpClient != null ? () -> httpClient : transport);
        this.creation = new JobCreation(client);
        this.watcher = new JobWatcher(new JobLookup() {
            @Override
            public List<Job> list() {
                return client.list();
            }

            @Override
            public Optional<Job> find(JobType type, String name) {
                return client.find(type, name);
            }
        });
    }

    DiffbotClient client() {
        return client;
    }

    JobWatcher watcher() {
        return watcher;
    }

    JobCreation creation() {
        return creation;
    }

    /**
     * Counts one more endpoint, or with -1 one less, and gives how many there are.
     */
    int use(int more) {
        users += more;
        return users;
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(transport);
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(transport);
    }
}
