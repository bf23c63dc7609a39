/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

/**
 * What tells one job of a token from another.
 *
 * @param type <code>bulk</code>, <code>crawl</code>, or what else the job reports
 * @param name the job's name
 */
public record JobKey(String type, String name) {

    @Override
    public String toString() {
        return type + "/" + name;
    }
}
