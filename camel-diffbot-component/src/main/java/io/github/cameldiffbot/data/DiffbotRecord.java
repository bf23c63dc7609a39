/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.error.DiffbotBadRecordException.Reason;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.json.KeyHash;
import io.github.cameldiffbot.internal.json.LazyMembers;
import io.github.cameldiffbot.internal.json.RecordJson;
import io.github.cameldiffbot.internal.json.WireNumbers;
import org.jspecify.annotations.Nullable;

/**
 * One extracted object: a map of its members under Diffbot's names, with getters for common members. A member is parsed
 * when it is first read. An unchanged record is written as the JSON that was received.
 * <p>
 * Members depend on the type of the object and on the version of the API, so every getter can return null. Reading a
 * record that the ObjectMapper rejects, for example because it is nested too deeply, throws a
 * {@link DiffbotBadRecordException}; its JSON is still available.
 * <p>
 * Several threads may read a record, but not while a thread changes it. Java serialization writes the JSON;
 * deserialization creates a record that is parsed by a plain ObjectMapper with the limits of the original one. A store
 * that filters classes has to allow those of this component. For example, set the option {@code deserializationFilter}
 * of a {@code JdbcAggregationRepository} to {@code java.**;org.apache.camel.**;io.github.cameldiffbot.**;!*}, because
 * its default filter rejects them.
 */
@JsonSerialize(using = RecordSerializer.class)
public final class DiffbotRecord extends AbstractMap<String, @Nullable Object> implements Serializable {

    private static final long serialVersionUID = 1;
    private static final List<String> KEYS = List.of("id", "diffbotUri", "docId");

    private final transient RecordJson json;
    // null for a record that is not part of a download
    private final transient DiffbotBadRecordException.@Nullable Factory errors;
    private final transient long number;
    private final transient long offset;
    // at least one of raw and members is set
    private transient volatile byte @Nullable [] raw;
    private transient volatile @Nullable Map<String, @Nullable Object> members;
    // a mutable value, such as a list, was returned and may have been changed
    private transient volatile boolean shared;
    // set if single members were read and the record is not parsed; guarded by this
    private transient @Nullable LazyMembers lazy;

    public DiffbotRecord(byte[] raw, RecordJson json, DiffbotBadRecordException.@Nullable Factory errors, long number,
                         long offset) {
        this.raw = raw;
        this.json = json;
        this.errors = errors;
        this.number = number;
        this.offset = offset;
    }

    /**
     * Creates a record from a JSON object.
     *
     * @param json   the JSON object; it is copied
     * @param mapper parses members when they are first read
     */
    public static DiffbotRecord of(byte[] json, ObjectMapper mapper) {
        return new DiffbotRecord(json.clone(), new RecordJson(mapper, DiffbotRecord.class), null, 0, 0);
    }

    /**
     * Returns whether a member has been read.
     */
    public synchronized boolean isParsed() {
        return members != null || lazy != null;
    }

    /**
     * Returns the JSON: the received bytes if the record is unchanged.
     */
    public byte[] toBytes() {
        byte[] unchanged = raw();
        return unchanged != null ? unchanged.clone() : write();
    }

    /**
     * Returns the JSON like {@link #toBytes()}.
     */
    public InputStream toInputStream() {
        byte[] unchanged = raw();
        return new ByteArrayInputStream(unchanged != null ? unchanged : write());
    }

    /**
     * Returns the JSON like {@link #toBytes()}. Bytes that are not valid UTF-8 become replacement characters.
     */
    public String toJson() {
        byte[] unchanged = raw();
        return new String(unchanged != null ? unchanged : write(), StandardCharsets.UTF_8);
    }

    /**
     * Returns the type of the object, such as {@code article}, {@code product} or {@code other}.
     */
    public @Nullable String getType() {
        return text("type");
    }

    /**
     * Returns the title.
     */
    public @Nullable String getTitle() {
        return text("title");
    }

    /**
     * Returns the URL of the page from which the object was extracted.
     */
    public @Nullable String getPageUrl() {
        return text("pageUrl");
    }

    /**
     * Returns the id of the record. Records of older versions of the API have none.
     */
    public @Nullable String getId() {
        return text("id");
    }

    /**
     * Returns the time of extraction.
     */
    public @Nullable Instant getTimestamp() {
        return WireNumbers.time(text("timestamp"));
    }

    /**
     * Returns a key that identifies the record within the job and stays the same when the job is read again: the
     * {@code id}, else the {@code diffbotUri}, else the {@code docId}, else a hash of the JSON in 32 hexadecimal
     * digits. Never null.
     */
    public String getKey() {
        String given = givenKey();
        return given != null ? given : KeyHash.text(raw != null ? raw : write());
    }

    /**
     * Returns the key assigned by Diffbot; null if there is none.
     */
    public @Nullable String givenKey() {
        for (String member : KEYS) {
            String key = text(member);
            if (key != null) {
                return key;
            }
        }
        return null;
    }

    @Override
    public @Nullable Object get(Object key) {
        Object value = key instanceof String name ? value(name) : members().get(key);
        if (value instanceof Map || value instanceof Collection) {
            shared = true;
        }
        return value;
    }

    @Override
    public boolean containsKey(Object key) {
        return members().containsKey(key);
    }

    @Override
    public int size() {
        return members().size();
    }

    @Override
    public @Nullable Object put(String key, @Nullable Object value) {
        Object previous = members().put(key, value);
        raw = null;
        return previous;
    }

    @Override
    public @Nullable Object remove(Object key) {
        Object previous = members().remove(key);
        raw = null;
        return previous;
    }

    @Override
    public void clear() {
        members().clear();
        raw = null;
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
        Set<Entry<String, @Nullable Object>> entries = members().entrySet();
        shared = true;
        return entries;
    }

    /**
     * Returns whether the other object is a map with equal members. Records that cannot be parsed are equal if the
     * bytes of their JSON are equal.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        if (other instanceof DiffbotRecord record) {
            return isUnchanged() && record.isUnchanged() && Arrays.equals(raw, record.raw)
                    || DeepMembers.areEqual(readable(), record.readable());
        }
        return other instanceof Map<?, ?> map && DeepMembers.areEqual(readable(), map);
    }

    @Override
    public int hashCode() {
        Map<String, @Nullable Object> readable = readable();
        return readable == null ? Arrays.hashCode(raw) : DeepMembers.hash(readable);
    }

    /**
     * Returns the JSON on one line, shortened to 300 characters. This does not parse an unchanged record.
     */
    @Override
    public String toString() {
        try {
            byte[] unchanged = isUnchanged() ? raw : null;
            return DeepMembers.excerpt(unchanged != null ? unchanged : write());
        } catch (IllegalStateException e) {
            return DeepMembers.excerpt(("a record that cannot be written as JSON, with the members " + members().keySet())
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    // conservative: does not compare members
    private boolean isUnchanged() {
        return raw != null && !shared;
    }

    // null if the record cannot be parsed
    private @Nullable Map<String, @Nullable Object> readable() {
        try {
            return members();
        } catch (DiffbotBadRecordException e) {
            return null;
        }
    }

    private Object writeReplace() {
        return new SerializedRecord(toBytes(), json.limits());
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("A record is serialized as a SerializedRecord");
    }

    /**
     * Returns the received JSON, or null if the record was changed. The array must not be modified.
     */
    byte @Nullable [] raw() {
        byte[] bytes = raw;
        if (bytes == null || !shared) {
            return bytes;
        }
        // a nested list may have changed; reading scalar members does not set shared
        return members().equals(parse(bytes)) ? bytes : null;
    }

    Map<String, @Nullable Object> members() {
        Map<String, @Nullable Object> parsed = members;
        if (parsed == null) {
            synchronized (this) {
                parsed = members;
                if (parsed == null) {
                    parsed = parse(Objects.requireNonNull(raw));
                    if (lazy != null) {
                        lazy.copyTo(parsed);
                        lazy = null;
                    }
                    members = parsed;
                }
            }
        }
        return parsed;
    }

    private @Nullable Object value(String member) {
        return members == null ? unparsedValue(member) : members().get(member);
    }

    private synchronized @Nullable Object unparsedValue(String member) {
        if (members == null && lazy == null) {
            lazy = json.lazyMembers(Objects.requireNonNull(raw));
        }
        try {
            return lazy != null ? lazy.get(member) : members().get(member);
        } catch (IOException e) {
            // parsing the whole record fails too, or tolerates the error
            return members().get(member);
        }
    }

    private Map<String, @Nullable Object> parse(byte[] bytes) {
        try {
            return json.members(bytes);
        } catch (JsonProcessingException e) {
            if (errors != null) {
                throw errors.badRecord(Reason.malformed, number, offset, e.getOriginalMessage(), e);
            }
            throw new DiffbotBadRecordException(
                    ErrorDetails.of("data", null, "the record is bad: " + e.getOriginalMessage(), null).withCause(e),
                    Reason.malformed, number, offset);
        }
    }

    private byte[] write() {
        try {
            return json.write(members());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The record holds something that cannot be written as JSON", e);
        }
    }

    private @Nullable String text(String member) {
        Object value = value(member);
        return value instanceof String || value instanceof Number ? value.toString() : null;
    }
}
