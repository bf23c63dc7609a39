/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The options of the API.
 *
 * @param tokens      accepts the valid tokens
 * @param legacy      whether to respond in the formats of 2015
 * @param maxUrls     number of URLs of a request to keep
 * @param strict      whether unknown parameters are an error
 * @param origins     of web pages that may call the API
 * @param redirect    whether {@code /data} redirects to the download links
 * @param token       the default token
 * @param otherTokens the further tokens
 */
public record ApiOptions(Predicate<String> tokens, boolean legacy, int maxUrls, boolean strict, Set<String> origins,
        boolean redirect, String token, List<String> otherTokens) {
}
