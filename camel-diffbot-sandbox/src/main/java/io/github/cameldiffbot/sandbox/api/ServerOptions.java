/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.api;

import java.util.function.Predicate;

/**
 * How the API answers.
 *
 * @param tokens   which tokens it takes
 * @param legacy   whether it answers in the shapes of 2015
 * @param keepUrls how many URLs of a request to remember
 * @param strict   whether unknown parameters are refused
 * @param redirect whether {@code /data} sends its readers to the download links
 */
public record ServerOptions(Predicate<String> tokens, boolean legacy, int keepUrls, boolean strict, boolean redirect) {
}
