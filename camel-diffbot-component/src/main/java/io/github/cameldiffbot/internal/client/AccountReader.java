/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.util.Map;

import io.github.cameldiffbot.error.DiffbotProtocolException;
import io.github.cameldiffbot.internal.client.form.FormParameters;
import io.github.cameldiffbot.internal.client.http.ApiExecutor;
import io.github.cameldiffbot.internal.client.http.ApiResponse;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.client.http.Idempotency;
import io.github.cameldiffbot.internal.client.http.RetryingCall;

/**
 * Reads the account of the token, which costs nothing.
 */
final class AccountReader {

    private final ApiExecutor executor;

    AccountReader(ApiExecutor executor) {
        this.executor = executor;
    }

    /**
     * Returns the account.
     *
     * @throws DiffbotProtocolException if the response does not tell the credits of the plan
     */
    public Account read() {
        Call call = Call.get("account", null, executor.settings().accountUrl().toString(),
                new FormParameters().put("days", Account.DAYS), Idempotency.SAFE, executor.settings().requestTimeout())
                .withoutQuotes();
        return new RetryingCall<>(executor, call, response -> parse(call, response)).read();
    }

    private static Account parse(Call call, ApiResponse response) throws IOException {
        Map<String, Object> members = JobResponseParser.readDocument(call, response).members();
        Account account = new Account(members);
        if (account.creditsLeft() < 0) {
            throw JobResponseParser.unexpected(call, response, "has no number planCredits", "");
        }
        return account;
    }
}
