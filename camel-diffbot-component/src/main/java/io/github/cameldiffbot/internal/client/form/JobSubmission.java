/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.Closeable;

import io.github.cameldiffbot.job.JobType;

/**
 * A job to create or update. Its URLs were checked as far as possible before they are sent.
 */
public final class JobSubmission implements Closeable {

    private final JobType type;
    private final String name;
    private final boolean urls;
    private final FormBody body;

    public JobSubmission(JobType type, String name, boolean urls, FormBody body) {
        this.type = type;
        this.name = name;
        this.urls = urls;
        this.body = body;
    }

    /**
     * Returns the type of the job, bulk or crawl.
     */
    public JobType type() {
        return type;
    }

    /**
     * Returns the name of the job.
     */
    public String name() {
        return name;
    }

    /**
     * Returns the submission with other settings.
     */
    public JobSubmission withSettings(FormParameters settings) {
        body.setSettings(settings);
        return this;
    }

    /**
     * Returns the number of URLs or seeds in the last request; 0 before it, and without URLs.
     */
    public long urlCount() {
        return body.urlCount();
    }

    /**
     * Returns a digest of the requested settings and of the URLs, to compare two submissions of one job; null before
     * single-use URLs were sent.
     */
    public String digest() {
        return body.digest();
    }

    public boolean hasUrls() {
        return urls;
    }

    public FormBody body() {
        return body;
    }

    /**
     * Closes the source of the URLs.
     */
    @Override
    public void close() {
        body.close();
    }
}
