/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.request;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.DiffbotJobSettings;
import io.github.cameldiffbot.DiffbotOperations;
import io.github.cameldiffbot.data.CsvRow;
import io.github.cameldiffbot.data.DataFormat;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.form.JobSubmission;
import io.github.cameldiffbot.internal.client.form.UrlOptions;
import io.github.cameldiffbot.internal.client.form.UrlSource;
import io.github.cameldiffbot.internal.text.Excerpt;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobType;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.PluginHelper;
import org.jspecify.annotations.Nullable;

/**
 * The request of a message to a producer. Headers override the options of the endpoint, except for a job name in the
 * path and a set operation. Errors are raised before anything is sent. Used headers are removed so that they do not
 * affect later steps.
 */
public final class JobRequest {

    private final RequestSettings endpoint;
    private final Message message;
    // a short list, because ten thousand requests may wait; a header can be in it twice
    private final List<String> used = new ArrayList<>(2);
    private final DiffbotOperations operation;
    private final JobType type;
    private final @Nullable String name;
    private final @Nullable String eventId;

    public JobRequest(RequestSettings endpoint, Exchange exchange) {
        this.endpoint = endpoint;
        this.message = exchange.getMessage();
        operation = endpoint.operation() != null
                ? endpoint.operation()
                : choice(DiffbotOperations.class, DiffbotConstants.OPERATION, DiffbotOperations.create);
        boolean open = endpoint.jobName() == null && operation.isOfOneJob();
        EventReference event = open && operation == DiffbotOperations.redeliver && text(DiffbotConstants.JOB_NAME) == null
                ? EventReference.ofHeader(text(DiffbotConstants.EVENT_ID), endpoint.jobType()) : null;
        eventId = event == null ? null : event.id();
        type = event == null ? typeOf(open) : JobType.valueOf(event.job().type());
        name = event != null ? event.job().name() : open ? text(DiffbotConstants.JOB_NAME) : endpoint.jobName();
        requireSuitable(operation, type);
        if (operation == DiffbotOperations.create || operation == DiffbotOperations.run
                || operation == DiffbotOperations.update) {
            used.addAll(List.of(DiffbotConstants.URLS, DiffbotConstants.SETTINGS, DiffbotConstants.API_URL));
        }
        if (operation == DiffbotOperations.redeliver) {
            JobNames.requireNameOrEvent(name);
        }
        if (operation.isNameNeeded() || name != null && operation.isOfOneJob()) {
            JobNames.check(name, endpoint.validateName());
        }
    }

    private static void requireSuitable(DiffbotOperations operation, JobType type) {
        if (!operation.suits(type)) {
            throw new IllegalArgumentException(
                    "Operation " + operation + " is not available for jobs of type " + type + ". "
                                               + (operation == DiffbotOperations.startRound
                                                       ? "Only crawls have rounds that can be started: use diffbot:crawl"
                                                       : "The job type must be bulk or crawl: use diffbot:bulk or diffbot:crawl"));
        }
    }

    /**
     * Checks the settings of the endpoint when it starts.
     *
     * @throws IllegalArgumentException if the operation is not available for its type of jobs, regardless of the
     *                                  message
     */
    public static void checkOperation(RequestSettings settings) {
        boolean typeIsOpen = settings.jobType() == JobType.job && settings.jobName() == null;
        if (settings.operation() != null && !typeIsOpen) {
            requireSuitable(settings.operation(), settings.jobType());
        }
    }

    public void removeUsedHeaders() {
        used.forEach(message.getExchange().getMessage()::removeHeader);
    }

    public static JobType jobType(String text, String place) {
        for (JobType type : JobType.values()) {
            if (type.name().equals(text)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                place + " has the job type '" + Excerpt.of(text) + "'. It takes bulk, crawl or job, as in diffbot:bulk/myJob");
    }

    /**
     * Returns the type of the job. Headers describe the job of the previous step. They complete the path but never
     * override it: a step that deletes diffbot:bulk/b must not delete the job of an event.
     */
    private JobType typeOf(boolean open) {
        String header = text(DiffbotConstants.JOB_TYPE);
        return open && endpoint.jobType() == JobType.job && header != null
                ? jobType(header, "Header " + DiffbotConstants.JOB_TYPE) : endpoint.jobType();
    }

    /** Returns the id of the end to deliver again; null for the last one of the job. */
    public @Nullable String eventId() {
        return eventId;
    }

    public Map<String, Object> headers() {
        return message.getHeaders();
    }

    public DiffbotOperations operation() {
        return operation;
    }

    public JobType type() {
        return type;
    }

    /** Returns the checked name of the job, for an operation of one job. */
    public String name() {
        return Objects.requireNonNull(name);
    }

    /** Returns the name of the job; a pattern for list, and null for none. */
    public @Nullable String nameOrPattern() {
        return name;
    }

    public @Nullable Integer num() {
        used.add(DiffbotConstants.NUM);
        Object header = message.getHeader(DiffbotConstants.NUM);
        if (header == null) {
            return endpoint.num();
        }
        Object number = header instanceof Number ? header : header.toString().trim();
        return NumberOption.num.checked("Header " + DiffbotConstants.NUM, number).intValueExact();
    }

    public DataFormat format() {
        return choice(DataFormat.class, DiffbotConstants.FORMAT, endpoint.format());
    }

    public String query() {
        String header = used(DiffbotConstants.QUERY);
        String body = queryInBody();
        if (header != null && body != null && !header.equals(body)) {
            throw new IllegalArgumentException(
                    "The header " + DiffbotConstants.QUERY + " and the body hold different queries. Remove the header, or set"
                                               + " the body to null");
        }
        String query = header != null ? header : body != null ? body : endpoint.query();
        if (query == null) {
            throw new IllegalArgumentException(
                    "There is no query. Put it into the body, the header " + DiffbotConstants.QUERY + " or the option query;"
                                               + " a query such as type:article finds all articles");
        }
        return query;
    }

    private @Nullable String queryInBody() {
        Object body = message.getBody();
        boolean text = body instanceof String || body instanceof StreamCache || body instanceof InputStream
                || body instanceof Reader || body instanceof byte[] || body instanceof WrappedFile;
        String query = text ? message.getBody(String.class) : null;
        return query == null || query.isBlank() ? null : query.trim();
    }

    /** Returns the settings of a new job, which requires an Extract API. */
    public FormParameters settings() {
        return settings(true);
    }

    /** Returns the settings to change, without defaults, which would cause unwanted changes. */
    public FormParameters changes() {
        return settings(false);
    }

    private FormParameters settings(boolean apiUrlNeeded) {
        Map<?, ?> body = body() instanceof Map<?, ?> map ? withoutUrls(map) : null;
        Object header = message.getHeader(DiffbotConstants.SETTINGS);
        if (header != null && !(header instanceof Map)) {
            throw new IllegalArgumentException(
                    "Header " + DiffbotConstants.SETTINGS + " is a " + header.getClass().getSimpleName()
                                               + ". It must be a Map of Diffbot's setting names to values");
        }
        return JobSettingsResolver.collect(endpoint, type, (Map<?, ?>) header, body, text(DiffbotConstants.API_URL),
                apiUrlNeeded,
                () -> endpoint.webhookUrl().apply(type, name));
    }

    /** Returns the URLs or seeds to send; null if there are none. */
    public @Nullable UrlSource urls() {
        Object header = message.getHeader(DiffbotConstants.URLS);
        Object body = body();
        if (body instanceof Map<?, ?> map) {
            body = map.get(JobSubmission.listName(type));
        }
        if (header != null && body != null) {
            if (!isSame(header, body)) {
                throw new IllegalArgumentException(
                        "The header " + DiffbotConstants.URLS + " and the body both hold URLs. Remove the header, or set the"
                                                   + " body to null");
            }
            body = null;
        }
        Object value = header != null ? unwrapped(header) : body;
        if (value != null && !(value instanceof String text && text.isBlank())) {
            return source(value);
        }
        String option = type == JobType.crawl ? endpoint.seeds() : endpoint.urls();
        // invalid ones in an option are always an error
        return option == null ? null : UrlSource.of(option, endpoint.urlOptions().withSkipBad(false));
    }

    private UrlSource source(Object value) {
        Exchange exchange = message.getExchange();
        UrlOptions options = endpoint.urlOptions().withCharset(charset(exchange));
        UrlSource source = source(value, options);
        if (source == null) {
            String text = exchange.getContext().getTypeConverter().tryConvertTo(String.class, exchange, value);
            source = text == null ? null : UrlSource.of(text, options);
        }
        if (source == null) {
            throw new IllegalArgumentException(
                    "The " + JobSubmission.listName(type) + " are in a " + value.getClass().getName()
                                               + ", which cannot be read as text. Use text, an array, Collection, Iterator,"
                                               + " Stream, File, Path, InputStream or Reader");
        }
        source.checkUnused(exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class));
        return source;
    }

    private static @Nullable UrlSource source(Object value, UrlOptions options) {
        if (value instanceof byte[] bytes) {
            return UrlSource.ofBytes(() -> new ByteArrayInputStream(bytes), options);
        }
        // a cached stream of Camel is repeatable after a reset
        if (value instanceof StreamCache cache && value instanceof InputStream stream) {
            return UrlSource.ofBytes(() -> {
                cache.reset();
                return stream;
            }, options);
        }
        if (value instanceof StreamCache cache && value instanceof Reader reader) {
            return UrlSource.ofText(() -> {
                cache.reset();
                return reader;
            }, options);
        }
        return UrlSource.of(value, options);
    }

    private static Charset charset(Exchange exchange) {
        String name = ExchangeHelper.getCharsetName(exchange, false);
        if (name == null && exchange.getMessage().getBody() instanceof WrappedFile<?> file) {
            // a file from pollEnrich: the charset is a property of its own exchange
            Object charset = PluginHelper.getBeanIntrospection(exchange.getContext())
                    .getOrElseProperty(file, "charset", null, false);
            name = charset == null ? null : charset.toString();
        }
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The exchange's charset '" + name + "' is unknown to Java. Change the property or header "
                                               + Exchange.CHARSET_NAME,
                    e);
        }
    }

    private Map<?, ?> withoutUrls(Map<?, ?> body) {
        Map<Object, Object> settings = new LinkedHashMap<>(body);
        settings.remove(JobSubmission.listName(type));
        return settings;
    }

    /**
     * Returns the body if it describes a job to create. Bodies from earlier steps of this component are ignored: the
     * members of a job, record or row are not settings.
     */
    private @Nullable Object body() {
        Object body = unwrapped(message.getBody());
        if (body instanceof Job || body instanceof DiffbotRecord || body instanceof CsvRow
                || body instanceof String text && text.isBlank()) {
            return null;
        }
        return body instanceof DiffbotJobSettings given ? given.toMap() : body;
    }

    private static @Nullable Object unwrapped(@Nullable Object value) {
        // a local file, or the content of a remote one
        return value instanceof WrappedFile<?> file ? file.getFile() instanceof File local ? local : file.getBody() : value;
    }

    private static boolean isSame(Object header, Object body) {
        if (header instanceof Object[] first && body instanceof Object[] second) {
            return Arrays.equals(first, second);
        }
        return header instanceof String first && body instanceof String second
                ? first.trim().equals(second.trim()) : header.equals(body);
    }

    private @Nullable String used(String header) {
        used.add(header);
        return text(header);
    }

    private @Nullable String text(String header) {
        Object value = message.getHeader(header);
        return value == null || value.toString().isBlank() ? null : value.toString();
    }

    private <E extends Enum<E>> E choice(Class<E> type, String header, E option) {
        String value = used(header);
        if (value == null) {
            return option;
        }
        return Arrays.stream(type.getEnumConstants()).filter(constant -> constant.name().equals(value)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Header " + header + " is '" + Excerpt.of(value) + "'. It takes any of "
                                                                + Arrays.toString(type.getEnumConstants())));
    }
}
