/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import io.github.cameldiffbot.internal.client.http.ResultStream;

/**
 * Requests the pages of a search.
 */
@FunctionalInterface
public interface SearchPages {

    /**
     * Requests one page.
     *
     * @param start the number of results to omit at the beginning
     * @param num   the maximum number of results
     */
    ResultStream open(int start, int num);
}
