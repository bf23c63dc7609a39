/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.net.URI;
import java.util.function.Supplier;

import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * The HttpClient of a private endpoint that the application's own http or https component makes, so that the TLS,
 * proxy, pool, timeouts and authentication that are set there hold for Diffbot too. The endpoint is in no registry, and
 * the routes of the application never see it.
 */
final class DiffbotTransport extends ServiceSupport implements Supplier<HttpClient> {

    /**
     * What camel-http connects with when nobody says otherwise, in ms: far too long to wait for a service that is down.
     */
    private static final long CONNECT_TIMEOUT_OF_CAMEL = 3 * 60 * 1000L;
    private static final long CONNECT_TIMEOUT = 10_000;

    private final CamelContext camelContext;
    private final String componentName;
    private final URI baseUrl;
    private HttpEndpoint endpoint;

    DiffbotTransport(CamelContext camelContext, String componentName, URI baseUrl) {
        this.camelContext = camelContext;
        this.componentName = componentName != null ? componentName : baseUrl.getScheme();
        this.baseUrl = baseUrl;
    }

    @Override
    public HttpClient get() {
        return endpoint.getHttpClient();
    }

    @Override
    protected void doStart() throws Exception {
        HttpComponent http = camelContext.getComponent(componentName, HttpComponent.class);
        if (http == null) {
            throw new IllegalArgumentException(
                    "There is no component '" + componentName + "'. Add camel-http, or set the option httpComponent of the "
                                               + "component diffbot to the name of an http or https component");
        }
        String uri = baseUrl.toString();
        if (http.getConnectTimeout() == CONNECT_TIMEOUT_OF_CAMEL) {
            uri += "?connectTimeout=" + CONNECT_TIMEOUT;
        }
        endpoint = (HttpEndpoint) http.createEndpoint(uri);
        // both print the path, in which some of Diffbot's addresses carry the token
        endpoint.setLogHttpActivity(false);
        endpoint.setHttpActivityListener(null);
        // by default HttpClient sends a POST again by itself, which could pay for a job twice
        endpoint.getClientBuilder().disableAutomaticRetries().disableCookieManagement().disableRedirectHandling();
        ServiceHelper.startService(endpoint);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(endpoint);
        endpoint = null;
    }
}
