/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.stream;

import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.data.ResultIterator;

/**
 * Returns results in lists of one size; the last one may be shorter. A failure follows the results before it. The
 * counts are those of single results.
 */
public final class GroupIterator<T> extends FailureKeepingIterator<List<T>> implements DerivedResults<List<T>> {

    private final ResultIterator<T> results;
    private final int size;

    public GroupIterator(ResultIterator<T> results, int size) {
        this.results = results;
        this.size = size;
    }

    @Override
    protected boolean hasMore() {
        return results.hasNext();
    }

    @Override
    protected List<T> take() {
        List<T> group = new ArrayList<>(size);
        group.add(results.next());
        try {
            while (group.size() < size && results.hasNext()) {
                group.add(results.next());
            }
        } catch (RuntimeException e) {
            // the results throw it again at the next call
            return group;
        }
        return group;
    }

    @Override
    public ResultIterator<T> origin() {
        return results;
    }
}
