/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.EndpointAware;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.component.webhook.WebhookEndpoint;
import org.apache.camel.spi.SupervisingRouteController;
import org.apache.camel.support.LifecycleStrategySupport;
import org.jspecify.annotations.Nullable;

/**
 * Checks the tokens of a route when its consumer starts, for Camel's supervising route controller. This controller
 * retries a route until its consumer starts. An error before that is worse: one of a consumer's creation ends the start
 * of the whole context, and after one of a producer's creation the next attempt starts the route without that producer.
 */
final class SupervisedRoutes extends LifecycleStrategySupport {

    private SupervisedRoutes() {
    }

    /**
     * Returns whether the tokens of each route are checked only when its consumer starts, because the context has a
     * supervising route controller.
     */
    static synchronized boolean defersTokenCheck(CamelContext context) {
        if (!(context.getRouteController() instanceof SupervisingRouteController)) {
            return false;
        }
        if (context.getCamelContextExtension().getContextPlugin(SupervisedRoutes.class) == null) {
            SupervisedRoutes checks = new SupervisedRoutes();
            context.getCamelContextExtension().addContextPlugin(SupervisedRoutes.class, checks);
            context.addLifecycleStrategy(checks);
        }
        return true;
    }

    /**
     * @throws IllegalArgumentException if the service is the consumer of a route with an endpoint without a valid token
     */
    @Override
    public void onServiceAdd(CamelContext context, Service service, @Nullable Route route) {
        if (route != null && service == route.getConsumer()) {
            endpoints(route).forEach(DiffbotEndpoint::checkToken);
        }
    }

    private static Stream<DiffbotEndpoint> endpoints(Route route) {
        // a lazy producer is created for the first message
        Stream<DiffbotEndpoint> producers = route.getServices().stream().filter(EndpointAware.class::isInstance)
                .flatMap(service -> diffbot(((EndpointAware) service).getEndpoint()))
                .filter(endpoint -> !endpoint.isLazyStartProducer());
        Endpoint from = route.getEndpoint();
        return Stream.concat(
                diffbot(from instanceof WebhookEndpoint webhook ? webhook.getEndpoint() : from), producers);
    }

    private static Stream<DiffbotEndpoint> diffbot(@Nullable Endpoint endpoint) {
        return endpoint instanceof DiffbotEndpoint diffbot ? Stream.of(diffbot) : Stream.empty();
    }
}
