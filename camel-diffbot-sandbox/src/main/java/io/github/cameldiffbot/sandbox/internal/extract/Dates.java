/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Reads dates as pages write them, and writes them as Diffbot does: by RFC 1123 in GMT. */
final class Dates {

    private static final DateTimeFormatter RFC_1123
            = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final List<Function<String, ZonedDateTime>> FORMS = Stream.of(
            zoned("yyyy-MM-dd'T'HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS][XXX][XX][X]"),
            zoned("yyyy-MM-dd HH:mm[:ss][ ][XXX][XX][X]"),
            zoned("EEE, d MMM yyyy HH:mm:ss XX"), zoned("EEE, d MMM yyyy HH:mm:ss z"), zoned("d MMM yyyy HH:mm:ss z"),
            day("yyyy-MM-dd"), day("yyyy/MM/dd"), day("yyyyMMdd"), day("[EEEE, ][EEE, ]MMMM d, yyyy"),
            day("[EEEE, ][EEE, ]MMM d, yyyy"),
            day("[EEEE, ][EEE, ]d MMMM yyyy"), day("[EEEE, ][EEE, ]d MMM yyyy"), day("d.M.yyyy")).toList();

    private Dates() {
    }

    /** Returns a date in the form of Diffbot, or null if it cannot be read. */
    static @Nullable String rfc1123(@Nullable String text) {
        ZonedDateTime date = text == null ? null : parse(text);
        return date == null ? null : RFC_1123.format(date);
    }

    private static @Nullable ZonedDateTime parse(String text) {
        String date = text.trim().replaceAll("\\s+", " ").replaceAll("(?<=\\d)(st|nd|rd|th)\\b", "").replace(". ", " ");
        if (date.matches("\\d{10}|\\d{13}")) {
            long number = Long.parseLong(date);
            return Instant.ofEpochMilli(date.length() == 10 ? number * 1000 : number).atZone(ZoneOffset.UTC);
        }
        return FORMS.stream().map(form -> form.apply(date)).flatMap(found -> Optional.ofNullable(found).stream()).findFirst()
                .orElse(null);
    }

    private static Function<String, ZonedDateTime> zoned(String pattern) {
        DateTimeFormatter format = format(pattern);
        return text -> {
            try {
                Object parsed = format.parseBest(text, OffsetDateTime::from, ZonedDateTime::from, LocalDateTime::from);
                return parsed instanceof OffsetDateTime offset ? offset.toZonedDateTime()
                        : parsed instanceof ZonedDateTime zoned ? zoned : ((LocalDateTime) parsed).atZone(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                return null;
            }
        };
    }

    private static Function<String, ZonedDateTime> day(String pattern) {
        DateTimeFormatter format = format(pattern);
        return text -> {
            try {
                return LocalDate.parse(text, format).atStartOfDay(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                return null;
            }
        };
    }

    private static DateTimeFormatter format(String pattern) {
        return new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern).toFormatter(Locale.ENGLISH);
    }
}
