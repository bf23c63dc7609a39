/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import io.github.cameldiffbot.sandbox.internal.url.Urls;

/**
 * The addresses that may be fetched and called. A host of the list that resolves to an address of an inner network is
 * refused unless that address is on the list as well: otherwise the owner of a name could direct the sandbox to any
 * machine behind the firewall. Loopback is always on the list.
 */
public final class AllowList {

    private static final System.Logger LOG = System.getLogger(AllowList.class.getName());
    private static final int MAX_LOGGED = 100;

    private final Predicate<URI> allowed;
    private final Resolver resolver;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /** Resolves names of hosts. */
    @FunctionalInterface
    public interface Resolver {

        /** Returns all addresses of a host. */
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** Creates a list that resolves names as the JVM does, which caches the addresses for its connections. */
    public AllowList(Predicate<URI> allowed) {
        this(allowed, InetAddress::getAllByName);
    }

    /** Creates a list with an own resolver of names. */
    public AllowList(Predicate<URI> allowed, Resolver resolver) {
        this.allowed = allowed;
        this.resolver = resolver;
    }

    /** Returns whether a URL is on this machine by the name or address of its host. */
    public static boolean isLocal(URI url) {
        return url.getHost() != null && Urls.isLocal(url.getHost().toLowerCase(Locale.ROOT));
    }

    /**
     * Returns why a URL is refused, or an empty string if it is allowed.
     *
     * @throws UnknownHostException if the name of an allowed host cannot be resolved
     */
    public String refusal(URI url) throws UnknownHostException {
        String reason = reason(url);
        if (!reason.isEmpty() && logged.size() < MAX_LOGGED && logged.add(String.valueOf(url.getHost()))) {
            LOG.log(System.Logger.Level.WARNING,
                    "{0} was not called: {1}. Allow it with --allow HOST, or allow() of the builder",
                    url, reason);
        }
        return reason;
    }

    private String reason(URI url) throws UnknownHostException {
        if (!allowed.test(url)) {
            return "host is not on the sandbox's allow-list";
        }
        if (isLocal(url)) {
            return "";
        }
        for (InetAddress address : resolver.resolve(url.getHost())) {
            if (isInner(address) && !allowed.test(URI.create("http://" + literal(address) + "/"))) {
                return "host resolves to " + address.getHostAddress() + ", which is not on the sandbox's allow-list";
            }
        }
        return "";
    }

    private static boolean isInner(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = bytes.length == 4 && (bytes[0] == 0 || bytes[0] == 100 && (bytes[1] & 0xc0) == 64);
        return !address.isLoopbackAddress() && (uniqueLocal || shared || address.isAnyLocalAddress()
                || address.isLinkLocalAddress() || address.isSiteLocalAddress() || address.isMulticastAddress());
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress().replaceFirst("%.*", "");
        return address instanceof Inet6Address ? "[" + text + "]" : text;
    }
}
