/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

/**
 * The key of a job, unique per token.
 *
 * @param type {@code bulk}, {@code crawl} or another type that the job reports
 * @param name the name of the job
 */
public record JobKey(String type, String name) {

    @Override
    public String toString() {
        return type + "/" + name;
    }
}
