/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.net.URI;
import java.util.Locale;

import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.client5.http.classic.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The HttpClients of private endpoints that the application's http or https component creates. Thus the application's
 * TLS, proxy, pool, timeouts and authentication apply to Diffbot too. The endpoints are in no registry and invisible to
 * routes. Downloads have a separate client and pool, because they can keep their connections for hours.
 */
public final class DiffbotTransport extends ServiceSupport {

    /**
     * The default connect timeout of camel-http in milliseconds: too long for a service that is down.
     */
    private static final long CONNECT_TIMEOUT_OF_CAMEL = 3 * 60 * 1000L;
    private static final long CONNECT_TIMEOUT = 10_000;

    private final CamelContext camelContext;
    private final String componentName;
    private final URI baseUrl;
    private final boolean ownDefaults;
    private @Nullable HttpEndpoint calls;
    private @Nullable HttpEndpoint downloads;

    public DiffbotTransport(CamelContext camelContext, @Nullable String componentName, URI baseUrl) {
        this.camelContext = camelContext;
        this.componentName = componentName != null ? componentName : baseUrl.getScheme().toLowerCase(Locale.ROOT);
        this.baseUrl = baseUrl;
        this.ownDefaults = componentName == null;
    }

    HttpClient calls() {
        return client(calls);
    }

    HttpClient downloads() {
        return client(downloads);
    }

    private static HttpClient client(@Nullable HttpEndpoint endpoint) {
        if (endpoint == null) {
            throw new IllegalStateException("the session is stopped");
        }
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
        calls = endpoint(http);
        downloads = endpoint(http);
        ServiceHelper.startService(calls, downloads);
    }

    private HttpEndpoint endpoint(HttpComponent http) throws Exception {
        String uri = baseUrl.toString();
        // the component does not say whether its default was set on purpose
        if (ownDefaults && http.getConnectTimeout() == CONNECT_TIMEOUT_OF_CAMEL) {
            uri += "?connectTimeout=" + CONNECT_TIMEOUT;
        }
        HttpEndpoint endpoint = (HttpEndpoint) http.createEndpoint(uri);
        // both log the path, which contains the token in some of Diffbot's URLs
        endpoint.setLogHttpActivity(false);
        endpoint.setHttpActivityListener(null);
        // by default HttpClient repeats a POST, which could pay for a job twice
        endpoint.getClientBuilder().disableAutomaticRetries().disableCookieManagement().disableRedirectHandling();
        return endpoint;
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(calls, downloads);
        calls = null;
        downloads = null;
    }
}
