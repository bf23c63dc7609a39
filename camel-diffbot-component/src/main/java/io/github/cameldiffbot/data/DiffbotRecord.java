/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.data;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.github.cameldiffbot.error.DiffbotBadRecordException;
import io.github.cameldiffbot.error.DiffbotBadRecordException.Reason;
import io.github.cameldiffbot.error.ErrorDetails;
import io.github.cameldiffbot.internal.json.Numbers;
import io.github.cameldiffbot.internal.json.RecordJson;

/**
 * One extracted object: a map of its members under Diffbot's names, with getters for those that most types have. It is
 * the JSON as it came until it is looked into, and only then parsed; as long as it is not changed, that JSON is what it
 * is written as.
 * <p>
 * What a record has members for depends on what was extracted and on the API's generation, so every getter can return
 * null. Looking into a record that the ObjectMapper does not accept, for instance because it is nested too deeply,
 * fails with a {@link DiffbotBadRecordException}; its JSON can still be had.
 * <p>
 * Several threads may read a record, but not while one changes it. Java serialization writes its JSON; what is read
 * back is a record again, parsed by a plain ObjectMapper with the limits that were in force. A store that filters the
 * classes it reads has to allow those of this component. Of a <code>JdbcAggregationRepository</code>, for one, set the
 * option <code>deserializationFilter</code> to <code>java.**;org.apache.camel.**;io.github.cameldiffbot.**;!*</code>:
 * its own filter lets none of them pass.
 */
@JsonSerialize(using = RecordSerializer.class)
public final class DiffbotRecord extends AbstractMap<String, Object> implements Serializable {

    private static final long serialVersionUID = 1;

    private final transient RecordJson json;
    // null for a record that came from no download
    private final transient DiffbotBadRecordException.Factory errors;
    private final transient long number;
    private final transient long offset;
    // at least one of the two is there
    private transient volatile byte[] raw;
    private transient volatile Map<String, Object> members;
    // something that is changed without our knowledge was handed out, such as a list
    private transient volatile boolean lent;
    private transient volatile boolean looked;

    public DiffbotRecord(byte[] raw, RecordJson json, DiffbotBadRecordException.Factory errors, long number, long offset) {
        this.raw = raw;
        this.json = json;
        this.errors = errors;
        this.number = number;
        this.offset = offset;
    }

    /**
     * A record of this JSON object, to be parsed by this mapper.
     */
    public static DiffbotRecord of(byte[] json, ObjectMapper mapper) {
        return new DiffbotRecord(
                json.clone(), new RecordJson(mapper, DiffbotRecord.class), null, 0, 0);
    }

    /**
     * Whether it has been looked into.
     */
    public boolean isParsed() {
        return members != null || looked;
    }

    /**
     * Its JSON: byte by byte as it came if it was not changed.
     */
    public byte[] toBytes() {
        byte[] unchanged = raw();
        return unchanged != null ? unchanged.clone() : write();
    }

    /**
     * Its JSON, as {@link #toBytes()}.
     */
    public InputStream toInputStream() {
        byte[] unchanged = raw();
        return new ByteArrayInputStream(unchanged != null ? unchanged : write());
    }

    /**
     * Its JSON, as {@link #toBytes()}. Bytes that are not valid UTF-8 become replacement characters.
     */
    public String toJson() {
        byte[] unchanged = raw();
        return new String(unchanged != null ? unchanged : write(), StandardCharsets.UTF_8);
    }

    /**
     * What it is, such as <code>article</code>, <code>product</code> or <code>other</code>.
     */
    public String getType() {
        return text("type");
    }

    /**
     * The title.
     */
    public String getTitle() {
        return text("title");
    }

    /**
     * The URL of the page that it was extracted from.
     */
    public String getPageUrl() {
        return text("pageUrl");
    }

    /**
     * The id that current records have.
     */
    public String getId() {
        return text("id");
    }

    /**
     * When it was extracted.
     */
    public Instant getTimestamp() {
        return Numbers.time(text("timestamp"));
    }

    /**
     * What tells it apart from other records of the job and stays the same when the job is read again: its
     * <code>id</code>, else its <code>diffbotUri</code>, else its <code>docId</code>, else 32 hexadecimal digits that
     * are a hash of its JSON. Never null.
     */
    public String getKey() {
        String given = givenKey();
        return given != null ? given : KeyHash.text(raw != null ? raw : write());
    }

    /**
     * The key that Diffbot gave it, or null.
     */
    public String givenKey() {
        for (Object value : values("id", "diffbotUri", "docId")) {
            if (isText(value)) {
                return value.toString();
            }
        }
        return null;
    }

    @Override
    public Object get(Object key) {
        Object value = key instanceof String name ? values(name)[0] : members().get(key);
        if (value instanceof Map || value instanceof Collection) {
            lent = true;
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
    public Object put(String key, Object value) {
        Object previous = members().put(key, value);
        raw = null;
        return previous;
    }

    @Override
    public Object remove(Object key) {
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
    public Set<Entry<String, Object>> entrySet() {
        Set<Entry<String, Object>> entries = members().entrySet();
        lent = true;
        return entries;
    }

    /**
     * Whether the other is a map of the same members. Records that cannot be parsed are equal when their JSON is the
     * same, byte by byte.
     */
    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (other instanceof DiffbotRecord record) {
            return isUnchanged() && record.isUnchanged() && Arrays.equals(raw, record.raw)
                    || equalMembers(record.readable());
        }
        return other instanceof Map<?, ?> map && equalMembers(map);
    }

    private boolean equalMembers(Map<?, ?> others) {
        Map<String, Object> readable = readable();
        return readable != null && DeepMembers.areEqual(readable, others);
    }

    @Override
    public int hashCode() {
        Map<String, Object> readable = readable();
        return readable == null ? Arrays.hashCode(raw) : DeepMembers.hash(readable);
    }

    /**
     * Its JSON on one line, shortened to 300 characters. An unchanged record is not parsed for that.
     */
    @Override
    public String toString() {
        byte[] shown;
        try {
            byte[] unchanged = isUnchanged() ? raw : null;
            shown = unchanged != null ? unchanged : write();
        } catch (IllegalStateException e) {
            shown = ("a record that cannot be written as JSON, with the members " + members.keySet())
                    .getBytes(StandardCharsets.UTF_8);
        }
        return DeepMembers.excerpt(shown);
    }

    // as far as that is known without comparing
    private boolean isUnchanged() {
        return raw != null && !lent;
    }

    // null when it cannot be parsed
    private Map<String, Object> readable() {
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
     * The JSON as it came, or null if it was changed. Nobody may write into it.
     */
    byte[] raw() {
        byte[] bytes = raw;
        if (bytes == null || !lent) {
            return bytes;
        }
        // the only sure way to see a change of a list within a list; rarely needed, since a record whose single members
        // were read is not lent
        return members.equals(parse(bytes)) ? bytes : null;
    }

    Map<String, Object> members() {
        Map<String, Object> parsed = members;
        if (parsed == null) {
            synchronized (this) {
                parsed = members;
                if (parsed == null) {
                    parsed = parse(raw);
                    members = parsed;
                }
            }
        }
        return parsed;
    }

    // Many a record is looked into just once, for instance to filter it by its type. Looking costs half of parsing it, so
    // that it is parsed when somebody looks again.
    private Object[] values(String... names) {
        byte[] unparsed = raw;
        if (members == null && !looked) {
            looked = true;
            Object[] found = json.find(unparsed, names);
            if (found != null) {
                return found;
            }
        }
        return Stream.of(names).map(members()::get).toArray();
    }

    private Map<String, Object> parse(byte[] bytes) {
        try {
            return json.members(bytes);
        } catch (JsonProcessingException e) {
            if (errors != null) {
                throw errors.badRecord(Reason.malformed, number, offset, e.getOriginalMessage(), e);
            }
            throw new DiffbotBadRecordException(
                    ErrorDetails.of("data", null, "the record is bad: " + e.getOriginalMessage(), null).causedBy(e),
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

    private String text(String member) {
        Object value = values(member)[0];
        return isText(value) ? value.toString() : null;
    }

    private static boolean isText(Object value) {
        return value instanceof String || value instanceof Number;
    }
}
