/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data.filter;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.internal.json.KeyHash;

/**
 * Removes records whose key occurred before; see {@link DiffbotRecord#givenKey()}. The filter stores 64 bits of each
 * key, about 16 bytes per record. Ids are stored unchanged, other keys as a hash; for a million records the probability
 * that a record is removed by mistake is one in 37 million. Records without a key are accepted.
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
     * Returns the number of records that were removed.
     */
    public long duplicates() {
        return duplicates;
    }
}
