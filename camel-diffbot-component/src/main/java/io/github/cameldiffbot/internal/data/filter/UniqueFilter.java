/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.filter;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.KeyHash;

/**
 * Leaves out records whose key it has seen before: the id that Diffbot gave them, see {@link DiffbotRecord#getKey()}.
 * It keeps 64 bits of each key, about 16 bytes a record: ids are kept as they are, and other keys as a hash, by which
 * the chance that any record is left out by mistake is one in 37 million for a million records. Records without such an
 * id pass.
 */
public final class UniqueFilter implements RecordFilter {

    private final LongHashSet seen = new LongHashSet();
    private long duplicates;

    @Override
    public boolean accepts(DiffbotRecord record) {
        String key = record.givenKey();
        if (key == null || seen.add(KeyHash.of(key))) {
            return true;
        }
        duplicates++;
        return false;
    }

    /**
     * How many records it has left out.
     */
    public long duplicates() {
        return duplicates;
    }
}
