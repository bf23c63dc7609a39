/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

/**
 * Returns the key of a job, unique per token.
 *
 * @param type {@code bulk}, {@code crawl} or another type that the job reports
 * @param name the job's name
 */
public record JobKey(String type, String name) {

    @Override
    public String toString() {
        return type + "/" + name;
    }
}
