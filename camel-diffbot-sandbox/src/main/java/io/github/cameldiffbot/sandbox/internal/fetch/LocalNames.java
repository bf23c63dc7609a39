/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** Resolves names below {@code localhost}, which many systems do not resolve, to the loopback address. */
final class LocalNames implements DnsResolver {

    private static final byte[] LOOPBACK = { 127, 0, 0, 1 };

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return host.endsWith(".localhost")
                ? new InetAddress[] { InetAddress.getByAddress(host, LOOPBACK) }
                : SystemDefaultDnsResolver.INSTANCE.resolve(host);
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return SystemDefaultDnsResolver.INSTANCE.resolveCanonicalHostname(host);
    }
}
