/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

/**
 * Leaves out records whose {@link DiffbotRecord#getKey() key} it has seen before. It keeps 64 bits of each key, about
 * 16 bytes a record: ids are kept as they are, and other keys as a hash, by which the chance that any record is left
 * out by mistake is one in 37 million for a million records. Records without a key pass.
 */
public final class UniqueFilter implements RecordFilter {

    private final KeySet seen = new KeySet();
    private long duplicates;

    @Override
    public boolean accepts(DiffbotRecord record) {
        String key = record.getKey();
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
