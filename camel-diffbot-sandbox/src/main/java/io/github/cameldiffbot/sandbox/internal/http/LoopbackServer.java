/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.sun.net.httpserver.HttpHandler;

/**
 * An HTTP/1.1 server on loopback with daemon threads. It runs handlers of the JDK's server. The JDK's server itself
 * cannot be used, because it does not let a handler reset a connection, send a wrong length or break a chunk, which
 * injected faults require.
 */
public final class LoopbackServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(LoopbackServer.class.getName());
    private static final int BACKLOG = 500;
    private static final int CLOSE_SECONDS = 5;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** Each connection has a thread. Beyond this number the oldest idle one is closed, or else the new one. */
    private static final int MAX_CONNECTIONS = 512;

    private final ServerSocket socket;
    private final ExecutorService executor;
    private final HttpHandler handler;
    private final CountDownLatch ended = new CountDownLatch(1);
    /** Guarded by itself, oldest first. */
    private final Set<Connection> open = new LinkedHashSet<>();

    private LoopbackServer(ServerSocket socket, ExecutorService executor, HttpHandler handler) {
        this.socket = socket;
        this.executor = executor;
        this.handler = handler;
    }

    /**
     * Starts a server.
     *
     * @param port    0 for a free port
     * @param handler receives all requests
     * @param name    of the threads
     */
    public static LoopbackServer start(int port, HttpHandler handler, String name) {
        ExecutorService executor = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
            LoopbackServer server = new LoopbackServer(socket, executor, handler);
            executor.execute(server::accept);
            return server;
        } catch (IOException e) {
            executor.shutdownNow();
            throw new UncheckedIOException("Cannot listen on port " + port + ": " + e.getMessage(), e);
        }
    }

    /**
     * Starts a server on the first of some ports that is not in use.
     *
     * @param ports 0 for a free port
     */
    public static LoopbackServer start(List<Integer> ports, HttpHandler handler, String name) {
        for (int port : ports.subList(0, ports.size() - 1)) {
            try {
                return start(port, handler, name);
            } catch (UncheckedIOException e) {
                LOG.log(System.Logger.Level.DEBUG, "Port {0} is in use", Integer.toString(port));
            }
        }
        return start(ports.get(ports.size() - 1), handler, name);
    }

    /** Returns the port. */
    public int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() {
        try {
            socket.close();
            synchronized (open) {
                for (Connection connection : open) {
                    connection.close();
                }
            }
            // the port accepts connections until the accepting thread has ended
            ended.await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            executor.shutdownNow();
        }
    }

    private void accept() {
        try {
            acceptAll();
        } finally {
            ended.countDown();
        }
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                accept(socket.accept());
            } catch (IOException e) {
                // the client has disconnected, the server is closing, or the process has no more file handles
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void accept(Socket accepted) throws IOException {
        Connection connection = new Connection(accepted, handler);
        try {
            if (admit(connection)) {
                executor.execute(() -> serve(connection));
            }
            if (socket.isClosed()) {
                connection.close();
            }
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // the server is closing, or has no memory for a thread: the next connection may be served
            remove(connection);
            connection.close();
        }
    }

    /** Adds a connection, and makes room for it. */
    private boolean admit(Connection connection) throws IOException {
        synchronized (open) {
            if (open.size() >= MAX_CONNECTIONS) {
                Connection idle = open.stream().filter(Connection::isIdle).findFirst().orElse(connection);
                open.remove(idle);
                idle.close();
                if (idle == connection) {
                    return false;
                }
            }
            open.add(connection);
            return true;
        }
    }

    private void remove(Connection connection) {
        synchronized (open) {
            open.remove(connection);
        }
    }

    private void serve(Connection connection) {
        try {
            connection.serve();
        } catch (IOException e) {
            // the client has disconnected, or a fault has closed the connection
            return;
        } finally {
            remove(connection);
            close(connection);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // it is closed as far as the system allows
            return;
        }
    }
}
