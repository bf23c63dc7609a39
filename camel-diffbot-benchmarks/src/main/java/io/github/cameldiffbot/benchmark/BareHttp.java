/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * HttpClient 5 as camel-http builds it, with as little code as possible behind it.
 */
final class BareHttp {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private BareHttp() {
    }

    private static HttpClient client(CamelContext context, String baseUrl) {
        context.start();
        return context.getEndpoint(baseUrl, HttpEndpoint.class).getHttpClient();
    }

    /**
     * Processes the body of a response.
     */
    private interface Reading {
        long read(InputStream body) throws IOException;
    }

    private static long get(HttpClient client, HttpGet request, Reading reading) throws IOException {
        return client.execute(request, response -> {
            try (InputStream body = response.getEntity().getContent()) {
                return reading.read(body);
            }
        });
    }

    private static String data(String baseUrl, String load) {
        return baseUrl + "/bulk/data?token=" + Samples.TOKEN + "&name=" + load;
    }

    /**
     * Reads and discards the bytes.
     */
    static Contestant draining(CamelContext context, String baseUrl) {
        HttpClient client = client(context, baseUrl);
        byte[] buffer = new byte[64 << 10];
        return load -> {
            long bytes = get(client, new HttpGet(data(baseUrl, load)), body -> {
                long sum = 0;
                for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                    sum += read;
                }
                return sum;
            });
            Load expected = Load.parse(load);
            if (bytes < (long) expected.size() * expected.count()) {
                throw new IOException("Only " + bytes + " bytes of " + load);
            }
            return expected.count();
        };
    }

    /**
     * Skips through the records with Jackson's streaming parser.
     */
    static Contestant skipping(CamelContext context, String baseUrl) {
        HttpClient client = client(context, baseUrl);
        return load -> get(client, new HttpGet(data(baseUrl, load)), body -> skip(body));
    }

    static long skip(InputStream json) throws IOException {
        long records = 0;
        try (JsonParser parser = MAPPER.getFactory().createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                parser.skipChildren();
                records++;
            }
        }
        return records;
    }

    /**
     * Requests the status of a job and parses the response.
     *
     * @param timeout the response timeout, which costs one more system call; null for none
     */
    static Contestant calling(CamelContext context, String baseUrl, Timeout timeout) {
        HttpClient client = client(context, baseUrl);
        RequestConfig config = RequestConfig.custom().setResponseTimeout(timeout).build();
        return calls -> {
            for (int i = 0; i < Integer.parseInt(calls); i++) {
                HttpGet request = new HttpGet(baseUrl + "/bulk?token=" + Samples.TOKEN + "&name=nightly");
                request.setConfig(config);
                get(client, request, body -> MAPPER.readValue(body, Map.class).size());
            }
            return Integer.parseInt(calls);
        };
    }
}
