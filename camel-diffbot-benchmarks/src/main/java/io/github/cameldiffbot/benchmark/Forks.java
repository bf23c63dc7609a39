/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The server and the workers, each in a separate JVM.
 */
final class Forks implements AutoCloseable {

    private final ForkedJvm server;
    private final String address;

    Forks() throws IOException {
        server = new ForkedJvm("", "-Xmx256m", RawServer.class);
        address = "http://127.0.0.1:" + server.line();
    }

    /**
     * Starts a contestant with this heap.
     */
    ForkedJvm worker(String heap, String contestant) throws IOException {
        return worker(heap, contestant, "");
    }

    /**
     * @param path appended to the address of the server
     */
    ForkedJvm worker(String heap, String contestant, String path) throws IOException {
        return worker("", heap, contestant, path);
    }

    /**
     * Starts a contestant with the component of an earlier version.
     */
    ForkedJvm earlier(String heap, String contestant) throws IOException {
        return worker(Settings.BEFORE + File.pathSeparator, heap, contestant, "");
    }

    private ForkedJvm worker(String first, String heap, String contestant, String path) throws IOException {
        ForkedJvm jvm = new ForkedJvm(first, heap, Worker.class, contestant, address + path);
        String line = jvm.line();
        if (!line.equals("ready")) {
            throw new IOException(line);
        }
        return jvm;
    }

    Map<String, ForkedJvm> workers(String heap, List<String> contestants) throws IOException {
        Map<String, ForkedJvm> workers = new LinkedHashMap<>();
        for (String contestant : contestants) {
            workers.put(contestant, worker(heap, contestant));
        }
        return workers;
    }

    @Override
    public void close() {
        server.close();
    }
}
