/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

import io.github.cameldiffbot.job.JobType;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A job to create or update: the body of the request, with the settings and the URLs. It can be sent repeatedly if the
 * URLs can be read again. Bad URLs are detected before the first request; in a source that can be read only once, only
 * those before the first usable URL, unless it is copied.
 */
public final class JobSubmission implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(JobSubmission.class);

    private final String about;
    private final JobType type;
    private final String name;
    private final @Nullable FormParameters requestedSettings;
    private @Nullable FormParameters settings;
    private @Nullable UrlSource urls;
    // length of the URLs, encoded and joined, in bytes; -1 if unknown
    private long length;
    // for a source that can be read only once: the reader and the text read ahead
    private @Nullable UrlReader reader;
    private String firstUrl = "";
    private boolean writeStarted;
    private long written;
    // number of usable URLs; -1 if unknown
    private long known;
    private LongConsumer countCheck = FormWriter.NO_LIMIT;
    // digest of the URLs; null without URLs, and for single-use URLs before they were sent
    private byte @Nullable [] urlsDigest;
    // time at which a request was sent completely, as System.nanoTime
    private @Nullable Long sentAt;

    /**
     * Creates a submission that does not copy its URLs.
     */
    public JobSubmission(String operation, JobType type, @Nullable String name, @Nullable FormParameters settings,
                         @Nullable UrlSource urls) {
        this(operation, type, name, settings, urls, null);
    }

    /**
     * @param  operation                {@code create} or {@code update}, for messages
     * @param  type                     bulk or crawl
     * @param  settings                 may be null
     * @param  urls                     the URLs or seeds, which {@link #close()} closes; may be null for an update
     * @param  spool                    takes a copy of URLs that can be read only once, so that all are checked before
     *                                  the first request and can be sent again; null for none
     * @throws IllegalArgumentException if there is no name or no usable URL, or one is bad
     */
    public JobSubmission(String operation, JobType type, @Nullable String name, @Nullable FormParameters settings,
                         @Nullable UrlSource urls, @Nullable UrlSpool spool) {
        if (type == JobType.job) {
            throw new IllegalArgumentException(
                    "A job is created and updated as bulk or crawl: use diffbot:bulk or diffbot:crawl");
        }
        this.about = "Diffbot " + operation + " of job '" + name + "'";
        this.type = type;
        this.name = FormParameters.requireName(name);
        this.requestedSettings = settings;
        this.settings = settings;
        if (urls != null) {
            try {
                this.urls = urls.kept(spool, this::checkUsable);
                check(this.urls);
            } catch (IOException e) {
                close();
                throw unreadable(e);
            } catch (RuntimeException e) {
                close();
                throw e;
            }
        }
    }

    private void check(UrlSource source) throws IOException {
        if (!source.isRepeatable()) {
            length = -1;
            known = -1;
            reader = source.open();
            String first = reader.next();
            if (first == null) {
                throw noUrlError(reader);
            }
            firstUrl = first;
            return;
        }
        try (UrlReader all = source.open()) {
            FormWriter counter = new FormWriter();
            counter.writeUrls(all);
            length = counter.length();
            urlsDigest = counter.digest();
            known = counter.urls();
            checkUsable(all);
        }
    }

    /**
     * Checks that URLs that can be read more than once can still be read: a file may be deleted meanwhile.
     *
     * @throws RuntimeException if not
     */
    public void checkReadable() {
        try (UrlReader first = Objects.requireNonNull(urls).open()) {
            first.next();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private IllegalArgumentException unreadable(IOException e) {
        return new IllegalArgumentException(about + ": the URLs cannot be read (" + e + ")", e);
    }

    private void checkUsable(UrlReader all) {
        if (all.count() == all.bad()) {
            throw noUrlError(all);
        }
        warnOfBad(all);
    }

    private void warnOfBad(UrlReader all) {
        if (all.bad() > 0) {
            LOG.warn("{}: {} of {} URLs were left out because they are not usable. The first: {}", about, all.bad(),
                    all.count(), all.firstBad());
        }
    }

    private IllegalArgumentException noUrlError(UrlReader from) {
        return new IllegalArgumentException(
                about + ": there is no usable URL" + (from.firstBad() == null ? "" : "; " + from.firstBad())
                                            + ". Give them in the body or in the header CamelDiffbotUrls, separated by white"
                                            + " space");
    }

    /**
     * Returns the type of the job, bulk or crawl.
     */
    public JobType type() {
        return type;
    }

    public String name() {
        return name;
    }

    public boolean hasUrls() {
        return urls != null;
    }

    /**
     * Returns the number of usable URLs, 0 without URLs; -1 if they can be read only once.
     */
    public long knownUrls() {
        return known;
    }

    /**
     * Limits the URLs that can be read only once: the request is cut off before it has more.
     *
     * @param error returns the exception for a number of URLs
     */
    public void limitUrls(long max, LongFunction<RuntimeException> error) {
        countCheck = count -> {
            if (count > max) {
                throw error.apply(count);
            }
        };
    }

    /**
     * Returns the parameter with the URLs of a type of job.
     */
    public static String listName(JobType type) {
        return type == JobType.crawl ? "seeds" : "urls";
    }

    /**
     * Returns the settings of a new job; null for none.
     */
    public @Nullable FormParameters requestedSettings() {
        return requestedSettings;
    }

    public JobSubmission withSettings(@Nullable FormParameters otherSettings) {
        settings = otherSettings;
        return this;
    }

    /**
     * Returns the parameters before the URLs, without the token.
     */
    public Map<String, List<String>> parameters() {
        FormParameters head = new FormParameters().put("name", name);
        if (settings != null) {
            settings.forEach(head::put);
        }
        return head.asMap();
    }

    /**
     * Returns the number of URLs and the first ones. URLs that can be read only once are consumed.
     */
    public UrlPreview previewUrls() {
        if (urls == null) {
            return UrlPreview.NONE;
        }
        try (UrlReader all = reader == null ? urls.open() : reader) {
            return UrlPreview.of(reader == null ? all.next() : firstUrl, all);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Returns the number of URLs or seeds in the last request; 0 before it, and without URLs.
     */
    public long urlCount() {
        return written;
    }

    /**
     * Returns a digest of the requested settings and of the URLs, to compare two submissions of one job; null before
     * single-use URLs were sent.
     */
    public @Nullable String digest() {
        return urls != null && urlsDigest == null ? null : FormParameters.digest(requestedSettings, urlsDigest);
    }

    /**
     * Returns whether another request with the whole body is possible.
     */
    public boolean canBeSent() {
        return reader == null || !writeStarted;
    }

    /**
     * Returns whether a part may have been sent since the last {@link #entity}.
     */
    public boolean isStarted() {
        return writeStarted;
    }

    /**
     * Returns whether the last request was sent completely at least this long ago.
     */
    public boolean isSentFor(Duration time) {
        return sentAt != null && System.nanoTime() - sentAt >= time.toNanos();
    }

    /**
     * Returns the body for one request.
     *
     * @param cut breaks the connection, so that the server does not accept a partial body
     */
    public HttpEntity entity(String token, Runnable cut) {
        writeStarted = false;
        sentAt = null;
        FormParameters head = new FormParameters().put("token", token).put("name", name);
        if (settings != null) {
            settings.forEach(head::put);
        }
        String text = head.encoded() + (urls == null ? "" : '&' + listName(type) + '=');
        byte[] prefix = text.getBytes(StandardCharsets.US_ASCII);
        long total = length < 0 ? -1 : prefix.length + length;
        HttpEntity content = new EntityTemplate(
                total, ContentType.create(ContentType.APPLICATION_FORM_URLENCODED.getMimeType()), null, out -> {
                    writeStarted = true;
                    out.write(prefix);
                    FormWriter writer = new FormWriter(out, length < 0 ? Long.MAX_VALUE : length, cut, reader != null);
                    writeUrls(writer, cut);
                    if (length >= 0 && writer.length() != length) {
                        cut.run();
                        throw changedError();
                    }
                    writer.flush();
                    sentAt = System.nanoTime();
                });
        return new HttpEntityWrapper(content) {
            @Override
            public boolean isRepeatable() {
                // HttpClient must not repeat the request
                return false;
            }
        };
    }

    private void writeUrls(FormWriter writer, Runnable cut) throws IOException {
        if (reader != null) {
            writer.writeUrl(firstUrl);
            writer.writeUrls(reader, countCheck);
            urlsDigest = writer.digest();
            warnOfBad(reader);
        } else if (urls != null) {
            try (UrlReader reopened = Objects.requireNonNull(writer.guard(urls::open))) {
                writer.writeUrls(reopened);
            } catch (FormWriter.LimitException e) {
                cut.run();
                throw changedError();
            }
        }
        written = writer.urls();
    }

    private IllegalArgumentException changedError() {
        return new IllegalArgumentException(
                about + ": the URLs changed while they were sent. Nothing was submitted: give a copy of them");
    }

    /**
     * Closes the source of the URLs.
     */
    @Override
    public void close() {
        if (urls != null) {
            urls.release();
            urls = null;
        }
        if (reader != null) {
            try {
                reader.close();
            } catch (IOException | RuntimeException e) {
                // everything was sent, so an error of the source has no effect
                LOG.debug("{}: closing the source of the URLs failed", about, e);
            }
        }
    }
}
