/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.api;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import io.github.cameldiffbot.sandbox.internal.account.Ledger;
import io.github.cameldiffbot.sandbox.internal.engine.JobClock;
import io.github.cameldiffbot.sandbox.model.CreditUse;

/** Handles {@code /v4/account}: the plan of an account and the credits that it used on each day. */
final class AccountHandler {

    private static final int DEFAULT_DAYS = 31;
    private static final int MAX_DAYS = 3_660;
    /** Shown without a limit. */
    private static final long UNLIMITED = 1_000_000_000;
    private static final List<String> OTHER_PRODUCTS
            = List.of("subtitles", "nlp", "entities", "refresh", "videos", "facets");

    private final Ledger ledger;
    private final JobClock clock;
    private final LocalDate created;
    private final List<String> children;
    private final String parent;

    /**
     * Creates a handler.
     *
     * @param parent   the default token
     * @param children the other tokens
     */
    AccountHandler(Ledger ledger, JobClock clock, String parent, List<String> children) {
        this.ledger = ledger;
        this.clock = clock;
        this.created = today();
        this.parent = parent;
        this.children = children;
    }

    void handle(HttpExchange exchange, ParsedRequest request, String token) throws IOException {
        String days = request.param("days", "");
        int count = days.matches("\\d{1,4}") ? Math.min(MAX_DAYS, Integer.parseInt(days)) : DEFAULT_DAYS;
        Map<LocalDate, CreditUse> usage = new TreeMap<>();
        for (CreditUse use : ledger.uses(token)) {
            usage.merge(use.date(), use, AccountHandler::sum);
        }
        LocalDate first = usage.isEmpty() || usage.keySet().iterator().next().isAfter(created)
                ? created : usage.keySet().iterator().next();
        Responses.json(exchange, 200, json -> {
            json.writeStringField("name", "Sandbox");
            json.writeStringField("email", "sandbox@example.org");
            json.writeStringField("plan", "sandbox");
            json.writeNumberField("planCredits", ledger.limit() > 0 ? ledger.limit() : UNLIMITED);
            json.writeStringField("status", "active");
            json.writeStringField("created", first.toString());
            json.writeStringField("token", token);
            json.writeArrayFieldStart("childTokens");
            for (String child : token.equals(parent) ? children : List.<String> of()) {
                json.writeString(child);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("usage");
            LocalDate day = today();
            for (int i = 0; i < count && !day.isBefore(first); i++) {
                write(json, usage.getOrDefault(day, new CreditUse(day, "", "", 0, 0, 0)));
                day = day.minusDays(1);
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, CreditUse use) throws IOException {
        json.writeStartObject();
        json.writeStringField("date", use.date().toString());
        json.writeNumberField("credits", use.credits());
        json.writeNumberField("extractions", use.extractions());
        json.writeNumberField("proxies", use.proxies());
        for (String product : OTHER_PRODUCTS) {
            json.writeNumberField(product, 0);
        }
        json.writeEndObject();
    }

    private static CreditUse sum(CreditUse one, CreditUse other) {
        return new CreditUse(
                one.date(), "", "", one.credits() + other.credits(), one.extractions() + other.extractions(),
                one.proxies() + other.proxies());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
    }
}
