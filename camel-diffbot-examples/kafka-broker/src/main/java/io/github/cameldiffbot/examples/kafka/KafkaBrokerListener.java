/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples.kafka;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Starts a {@link KafkaBroker} with an application of Camel Main, unless {@code camel.component.kafka.brokers} is set.
 */
public final class KafkaBrokerListener extends MainListenerSupport {

    @Override
    public void afterConfigure(BaseMainSupport main) {
        KafkaComponent kafka = main.getCamelContext().getComponent("kafka", KafkaComponent.class);
        if (kafka.getConfiguration().getBrokers() != null) {
            return;
        }
        try {
            KafkaBroker broker = KafkaBroker.start();
            main.getCamelContext().addService(new Stopper(broker), true, true);
            kafka.getConfiguration().setBrokers(broker.address());
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    /** Stops the broker with the context. */
    private static final class Stopper extends ServiceSupport {

        private final KafkaBroker broker;

        Stopper(KafkaBroker broker) {
            this.broker = broker;
        }

        @Override
        protected void doStop() throws Exception {
            broker.close();
        }
    }
}
