/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client.form;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A place for a copy of URLs that can be read only once.
 */
public interface UrlSpool {

    /**
     * Creates the copy. Called at most once.
     */
    OutputStream create();

    /**
     * Runs a task when the copy ends. Called at most once, before the copy is created.
     */
    void atEnd(Runnable task);

    /**
     * Opens the copy at its start on each call.
     */
    InputStream open() throws IOException;

    /**
     * Keeps the copy, also beyond its end.
     *
     * @return false if it has ended
     */
    boolean keep();

    /**
     * Releases a copy that was kept.
     */
    void release();
}
