/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.eip;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.github.cameldiffbot.internal.client.RawRequest;
import io.github.cameldiffbot.internal.client.RawServer;

/**
 * A proxy between the component and a sandbox that responds to some requests itself, after or without forwarding them.
 */
final class InterceptingProxy implements AutoCloseable {

    /**
     * A request.
     *
     * @param method GET or POST
     * @param target path and query, without the token
     * @param body   the body of a POST, without the token
     */
    record Request(String method, String target, String body) {

        boolean has(String parameter) {
            return ("&" + target.replaceFirst("^[^?]*\\?", "") + "&" + body + "&").contains("&" + parameter);
        }
    }

    /**
     * Decides about a request.
     */
    interface Rule {

        /**
         * @param  handOn forwards the request to the sandbox
         * @return        the response; null if the rule does not apply
         */
        Response response(Request request, HandOn handOn) throws IOException;
    }

    interface HandOn {
        Response ask() throws IOException;
    }

    record Response(int status, String body, Map<String, String> headers) {

        /** Closes the connection without a response. */
        static final Response BREAK = new Response(0, "");

        Response(int status, String body) {
            this(status, body, status == 302 ? Map.of("Location", "/login") : Map.of());
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI sandbox;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Rule rule = (request, handOn) -> null;
    private final RawServer server = RawServer.handling(this::handle);

    InterceptingProxy(String sandboxUrl) {
        sandbox = URI.create(sandboxUrl);
    }

    String baseUrl() {
        return "http://localhost:" + server.port() + sandbox.getPath();
    }

    /**
     * Sets the rule and forgets the requests so far.
     */
    void rule(Rule newRule) {
        requests.clear();
        rule = newRule;
    }

    /**
     * Responds to requests of one kind with an unusual response.
     *
     * @param carriedOut whether the sandbox receives them
     * @param times      their number; the sandbox responds to the others
     */
    void oddly(Predicate<Request> meant, InvalidResponse answer, boolean carriedOut, int times) {
        int[] left = { times };
        rule((request, handOn) -> {
            synchronized (left) {
                if (!meant.test(request) || left[0]-- <= 0) {
                    return null;
                }
            }
            if (carriedOut) {
                handOn.ask();
            }
            return new Response(answer.status, answer.body);
        });
    }

    /**
     * Returns the requests.
     */
    List<Request> requests(Predicate<Request> wanted) {
        return requests.stream().filter(wanted).toList();
    }

    private RawServer.Reply handle(RawRequest received) throws IOException {
        Request request = new Request(received.method(), withoutToken(received.target()), withoutToken(received.body()));
        requests.add(request);
        HandOn handOn = () -> ask(received);
        Response answer = rule.response(request, handOn);
        if (answer == null) {
            answer = handOn.ask();
        }
        if (answer == Response.BREAK) {
            return RawServer.CLOSE;
        }
        String headers = answer.headers().entrySet().stream().map(header -> header.getKey() + ": " + header.getValue() + "\r\n")
                .collect(Collectors.joining());
        return RawServer.raw("HTTP/1.1 " + answer.status() + " x\r\n" + headers + "Content-Length: "
                             + answer.body().getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + answer.body());
    }

    private static String withoutToken(String text) {
        return text.replaceFirst("token=[^&]*&?", "");
    }

    private Response ask(RawRequest received) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(sandbox.resolve(received.target())).method(received.method(),
                HttpRequest.BodyPublishers.ofString(received.body()))
                .header("Content-Type", "application/x-www-form-urlencoded").build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Response(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
