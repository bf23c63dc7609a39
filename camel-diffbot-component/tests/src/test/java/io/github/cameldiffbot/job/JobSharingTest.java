/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultExchangeHolder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("A job can be used by several routes at a time, and passes stores and queues")
class JobSharingTest {

    private static final Map<String, Object> MEMBERS = Map.of("name", "shop", "type", "bulk",
            "jobStatus", Map.of("status", 9, "message", "Done"), "list", List.of(1, Map.of("a", "b")), "repeat", 0.5);

    @Test
    @DisplayName("Nested members cannot be changed")
    @SuppressWarnings("unchecked")
    void isReadOnlyAtAnyDepth() {
        Map<String, Object> status = new HashMap<>(Map.of("status", 9));
        List<Object> list = new ArrayList<>(List.of(new HashMap<>(Map.of("a", "b"))));
        Job job = Job.of(Map.of("jobStatus", status, "list", list));
        status.put("status", 999);
        list.clear();

        assertThat(job).containsEntry("jobStatus", Map.of("status", 9)).containsEntry("list", List.of(Map.of("a", "b")));
        Map<String, Object> inner = (Map<String, Object>) job.get("jobStatus");
        assertThatThrownBy(() -> inner.put("status", 999)).isInstanceOf(UnsupportedOperationException.class);
        List<Map<String, Object>> innerList = (List<Map<String, Object>>) job.get("list");
        assertThatThrownBy(innerList::clear).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> innerList.get(0).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(job::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @DisplayName("A job and an event survive serialization")
    void isSerializable() throws Exception {
        Job job = Job.of(MEMBERS);

        Job copy = (Job) copy(job);
        JobEvent event = (JobEvent) copy(new JobEvent(JobEventType.completed, "id", job, new JobStatus(7, "Working"), 1));

        assertThat(copy).isEqualTo(job);
        assertThat(copy.getStatus()).isEqualTo(new JobStatus(9, "Done"));
        assertThat(event).isEqualTo(new JobEvent(JobEventType.completed, "id", job, new JobStatus(7, "Working"), 1));
    }

    @Test
    @DisplayName("A job is restored from a store of exchanges")
    void passesThroughAStore() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(Job.of(MEMBERS));
            DefaultExchangeHolder stored = (DefaultExchangeHolder) copy(DefaultExchangeHolder.marshal(exchange));
            Exchange restored = new DefaultExchange(context);

            DefaultExchangeHolder.unmarshal(restored, stored);

            assertThat(restored.getMessage().getBody()).isInstanceOfSatisfying(Job.class,
                    job -> assertThat(job.getName()).isEqualTo("shop"));
        }
    }

    private static Object copy(Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
