/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.builder.AdviceWith;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

@DisplayName("The example runs the Kamelets")
class KameletsTest {

    private final List<Object> extracted = new CopyOnWriteArrayList<>();
    private final List<Object> events = new CopyOnWriteArrayList<>();

    @Test
    @Timeout(180)
    @DisplayName("Records and events of the Kamelets are JSON")
    void recordsAndEventsComeAsJson() throws Exception {
        Main main = new Main();
        main.init();
        collect(main, "extract", extracted);
        collect(main, "events", events);
        main.run();

        assertThat(extracted).first().asInstanceOf(LIST).extracting("title")
                .containsExactlyInAnyOrder("Field note 1", "Field note 2");
        assertThat(events).extracting("name").containsExactlyInAnyOrder("kamelet-action", "kamelet-sink");
    }

    /** Collects the bodies at the end of a route. */
    private static void collect(Main main, String route, List<Object> bodies) throws Exception {
        AdviceWith.adviceWith(main.getCamelContext(), route,
                advice -> advice.weaveAddLast().process(exchange -> bodies.add(exchange.getMessage().getBody())));
    }
}
