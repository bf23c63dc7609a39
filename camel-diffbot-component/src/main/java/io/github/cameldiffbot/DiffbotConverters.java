/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.data.CsvRow;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.internal.exchange.JsonStream;
import io.github.cameldiffbot.internal.result.ResultText;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Converter;

/**
 * Converts jobs, records and rows of a table or URL report to JSON. An unchanged record keeps the JSON that Diffbot
 * sent.
 */
@Converter(generateLoader = true)
public final class DiffbotConverters {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private DiffbotConverters() {
    }

    @Converter
    public static String toString(Job job) throws IOException {
        return MAPPER.writeValueAsString(job);
    }

    @Converter
    public static byte[] toBytes(Job job) throws IOException {
        return MAPPER.writeValueAsBytes(job);
    }

    @Converter
    public static InputStream toInputStream(Job job) throws IOException {
        return new ByteArrayInputStream(toBytes(job));
    }

    /**
     * Converts the members of a job, such as its parsed JSON.
     *
     * @throws IllegalArgumentException if the map has no name of a job
     */
    @Converter
    public static Job toJob(Map<String, Object> members) {
        Job job = Job.of(members);
        if (job.getName().isBlank()) {
            throw new IllegalArgumentException(
                    "A map with the members " + Excerpt.of(members.keySet())
                                               + " is not a job, because it has no name. Convert the parsed JSON of a job, such"
                                               + " as the body of an event");
        }
        return job;
    }

    @Converter
    public static String toString(DiffbotRecord record) {
        return record.toJson();
    }

    @Converter
    public static byte[] toBytes(DiffbotRecord record) {
        return record.toBytes();
    }

    @Converter
    public static InputStream toInputStream(DiffbotRecord record) {
        return record.toInputStream();
    }

    @Converter
    public static String toString(CsvRow row) throws IOException {
        return MAPPER.writeValueAsString(row);
    }

    @Converter
    public static byte[] toBytes(CsvRow row) throws IOException {
        return MAPPER.writeValueAsBytes(row);
    }

    @Converter
    public static InputStream toInputStream(CsvRow row) throws IOException {
        return new ByteArrayInputStream(toBytes(row));
    }

    /**
     * Streams records or rows that were not split as a JSON array; with format=jsonl as lines.
     */
    @Converter
    public static InputStream toInputStream(ResultIterator<?> results) {
        return new JsonStream(results, MAPPER);
    }

    /**
     * Converts records or rows that were not split to a JSON array, with format=jsonl to lines; for a step that only
     * displays a message, such as a log, to a short description.
     */
    @Converter
    public static String toString(ResultIterator<?> results) throws IOException {
        return ResultText.of(results, MAPPER);
    }
}
