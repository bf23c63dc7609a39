/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.fetch;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Only allowed hosts are fetched")
class AllowListTest {

    private static final Set<String> HOSTS = Set.of("shop.example.org", "10.1.2.3", "[fd00:0:0:0:0:0:0:1]");

    @Test
    @DisplayName("A host is allowed by its name if it resolves to public or loopback addresses")
    void names() throws Exception {
        assertThat(list("203.0.113.7").refusal(URI.create("http://shop.example.org/a"))).isEmpty();
        assertThat(list("127.0.0.1").refusal(URI.create("http://shop.example.org/a"))).isEmpty();
        assertThat(list("203.0.113.7").refusal(URI.create("http://other.example.org/")))
                .isEqualTo("host is not on the sandbox's allow-list");
    }

    @ParameterizedTest
    @DisplayName("A host that resolves to an inner address is refused")
    @ValueSource(strings = {
            "169.254.169.254", "10.0.0.1", "172.16.0.1", "192.168.1.1", "0.0.0.0", "100.64.0.1", "224.0.0.1", "fe80::1",
            "fc00::1", "::ffff:10.0.0.1" })
    void innerAddresses(String address) throws Exception {
        assertThat(list(address).refusal(URI.create("http://shop.example.org/"))).contains("not on the sandbox's allow-list");
        assertThat(list("203.0.113.7", address).refusal(URI.create("http://shop.example.org/"))).contains("resolves to");
    }

    @Test
    @DisplayName("An inner address that is on the list itself is allowed")
    void allowedAddress() throws Exception {
        assertThat(list("10.1.2.3").refusal(URI.create("http://shop.example.org/"))).isEmpty();
        assertThat(list("fd00::1").refusal(URI.create("http://shop.example.org/"))).isEmpty();
        assertThat(list("10.1.2.3").refusal(URI.create("http://10.1.2.3/"))).isEmpty();
    }

    private static AllowList list(String... addresses) {
        return new AllowList(url -> HOSTS.contains(url.getHost()), host -> resolve(addresses));
    }

    private static InetAddress[] resolve(String... addresses) throws UnknownHostException {
        InetAddress[] resolved = new InetAddress[addresses.length];
        for (int i = 0; i < addresses.length; i++) {
            resolved[i] = InetAddress.getByName(addresses[i]);
        }
        return resolved;
    }
}
