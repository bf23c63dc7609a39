/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import io.github.cameldiffbot.internal.client.http.ResultStream;

/**
 * Where the pages of a search come from.
 */
@FunctionalInterface
public interface SearchPages {

    /**
     * Asks for one page.
     *
     * @param start how many results to leave out at the beginning
     * @param num   how many results to return at most
     */
    ResultStream open(int start, int num);
}
