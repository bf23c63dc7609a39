/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An index of the members of a JSON object. Each value is parsed when it is first read; then the same value is
 * returned.
 */
public final class LazyMembers {

    // of one member: the beginning and the end of its name and of its value
    private static final int PLACES = 4;
    private static final int USUAL_MEMBERS = 24;

    private final byte[] json;
    private final RecordJson reader;
    private int[] places = new int[PLACES * USUAL_MEMBERS];
    private int size;
    private @Nullable Object[] values = new Object[0];

    private LazyMembers(byte[] json, RecordJson reader) {
        this.json = json;
        this.reader = reader;
    }

    /**
     * Returns the members of an object; null if it is not {@link StrictJson} or has names that are not plain ASCII.
     */
    static @Nullable LazyMembers of(byte[] json, RecordJson reader) {
        LazyMembers members = new LazyMembers(json, reader);
        StrictJson scanner = new StrictJson(json);
        if (!members.readObject(scanner) || scanner.peek() >= 0) {
            return null;
        }
        members.values = new Object[members.size];
        return members;
    }

    private boolean readObject(StrictJson scanner) {
        boolean good = scanner.skip('{');
        if (good && scanner.peek() != '}') {
            do {
                good = readMember(scanner);
            } while (good && scanner.skip(','));
        }
        return good && scanner.skip('}');
    }

    private boolean readMember(StrictJson scanner) {
        if (size * PLACES == places.length) {
            places = Arrays.copyOf(places, 2 * places.length);
        }
        int place = PLACES * size++;
        if (scanner.peek() != '"') {
            return false;
        }
        places[place] = scanner.at() + 1;
        if (!scanner.name()) {
            return false;
        }
        places[place + 1] = scanner.at() - 1;
        if (!isPlain(places[place], places[place + 1]) || !scanner.skip(':')) {
            return false;
        }
        scanner.peek();
        places[place + 2] = scanner.at();
        boolean good = scanner.value();
        places[place + 3] = scanner.at();
        return good;
    }

    private boolean isPlain(int from, int to) {
        for (int i = from; i < to; i++) {
            if (json[i] < 0 || json[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the value of a member; null if there is none. Of two members with the same name the last one counts.
     *
     * @throws IOException if Jackson cannot read the value, for example because its bytes are not UTF-8
     */
    public @Nullable Object get(String name) throws IOException {
        int member = find(name);
        if (member < 0) {
            return null;
        }
        if (values[member] == null) {
            int from = places[PLACES * member + 2];
            values[member] = json[from] == 'n' ? null : reader.value(json, from, places[PLACES * member + 3]);
        }
        return values[member];
    }

    /**
     * Puts the values that were read into a map of all members.
     */
    public void copyTo(Map<String, @Nullable Object> members) {
        for (int member = 0; member < size; member++) {
            if (values[member] != null) {
                int from = places[PLACES * member];
                String name = new String(json, from, places[PLACES * member + 1] - from, StandardCharsets.US_ASCII);
                members.put(name, values[member]);
            }
        }
    }

    private int find(String name) {
        for (int member = size - 1; member >= 0; member--) {
            if (isNamed(member, name)) {
                return member;
            }
        }
        return -1;
    }

    private boolean isNamed(int member, String name) {
        int from = places[PLACES * member];
        int length = places[PLACES * member + 1] - from;
        if (length != name.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (json[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
