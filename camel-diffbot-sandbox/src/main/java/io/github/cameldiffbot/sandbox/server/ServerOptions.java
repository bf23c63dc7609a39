/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.server;

import java.util.function.Predicate;

/**
 * How the API answers.
 *
 * @param tokens   which tokens it takes
 * @param legacy   whether it answers in the shapes of 2015
 * @param keepUrls how many URLs of a request to remember
 */
public record ServerOptions(Predicate<String> tokens, boolean legacy, int keepUrls) {
}
