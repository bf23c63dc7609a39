/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.github.cameldiffbot.sandbox.DiffbotSandbox;
import org.apache.camel.main.Main;

/**
 * Two nodes with the same routes. The node that handles the first job is stopped; the other node handles the second.
 */
public final class SeveralNodes {

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final List<String> delivered = new ArrayList<>();
    private final String jobs = "nodes-" + LocalTime.now().format(DateTimeFormatter.ofPattern("HHmmss"));

    public static void main(String[] args) throws Exception {
        if (System.getenv("DIFFBOT_TOKEN") != null) {
            new SeveralNodes().run(Map.of());
        } else {
            try (DiffbotSandbox sandbox = DiffbotSandbox.start()) {
                new SeveralNodes().run(onSandbox(sandbox));
            }
        }
    }

    static Map<String, String> onSandbox(DiffbotSandbox sandbox) {
        return Map.of("camel.component.diffbot.baseUrl", sandbox.baseUrl(), "camel.component.diffbot.token", sandbox.token(),
                "example.delay", "500", "example.url", sandbox.demoSite() + "notes/1");
    }

    /** Returns all delivered events, each with the name of its node. */
    List<String> run(Map<String, String> properties) throws Exception {
        Main a = node("a", properties);
        Main b = node("b", properties);
        try {
            submit(a, "1");
            Main leader = next().startsWith("a:") ? a : b;
            Main other = leader == a ? b : a;
            leader.stop();
            submit(other, "2");
            next();
        } finally {
            a.stop();
            b.stop();
        }
        delivered.addAll(events);
        return delivered;
    }

    private Main node(String name, Map<String, String> properties) throws Exception {
        Main node = new Main();
        properties.forEach(node::addOverrideProperty);
        node.addOverrideProperty("example.node", name);
        node.addOverrideProperty("example.jobs", jobs);
        node.bind("events", events);
        node.start();
        return node;
    }

    private void submit(Main node, String job) throws Exception {
        String url = node.getCamelContext().resolvePropertyPlaceholders("{{example.url}}");
        node.getCamelTemplate().sendBody("diffbot:bulk/" + jobs + "-" + job, url);
    }

    /** Returns the next delivered event. */
    private String next() throws InterruptedException {
        String event = events.poll(5, TimeUnit.MINUTES);
        if (event == null) {
            throw new IllegalStateException("Nothing was delivered for 5 minutes");
        }
        delivered.add(event);
        return event;
    }
}
