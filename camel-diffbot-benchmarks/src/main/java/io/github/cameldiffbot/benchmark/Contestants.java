/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import org.apache.camel.CamelContext;
import org.apache.hc.core5.util.Timeout;

/**
 * Starts contestants by name.
 */
final class Contestants {

    private Contestants() {
    }

    /**
     * @param baseUrl the address of the {@link RawServer}
     */
    static Contestant start(CamelContext context, String name, String baseUrl) throws Exception {
        return switch (name) {
            case "drain" -> BareHttp.draining(context, baseUrl);
            case "skip" -> BareHttp.skipping(context, baseUrl);
            case "bareCall" -> BareHttp.calling(context, baseUrl, Timeout.ofSeconds(30));
            case "patientCall" -> BareHttp.calling(context, baseUrl, null);
            case "jsonpath", "jsonpathText", "unmarshal", "tokenize" -> new UsualRoute(context, baseUrl, name);
            case "ours", "oursRead", "oursRead3", "oursTraced", "oursTracedLess", "first" ->
                new DiffbotRecords(context, baseUrl, name);
            case "groups", "raw", "lines", "rawFile", "linesFile", "linesSplit" -> new RecordSink(context, baseUrl, name);
            case "httpSingle", "httpGroups" -> new HttpSink(context, baseUrl, name);
            case "kafkaSingle", "kafkaGroups" -> new KafkaSink(context, baseUrl, name);
            case "sqlSingle", "sqlGroups" -> new SqlSink(context, baseUrl, name);
            case "call" -> new DiffbotCall(context, baseUrl);
            case "poll" -> new DiffbotPoll(context, baseUrl);
            case "waits", "waitsHeap" -> new DiffbotWaits(context, baseUrl, name.equals("waitsHeap"));
            case "create" -> new DiffbotCreate(context, baseUrl);
            default -> throw new IllegalArgumentException(name);
        };
    }
}
