/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file of a download as a message body. A stream on it detects that all was read; other uses of the path do not
 * show whether anything was read.
 */
final class ResultFile extends File {

    private static final long serialVersionUID = 1L;

    private final transient Runnable read;

    /**
     * @param read runs when a stream was read to its end
     */
    ResultFile(Path path, Runnable read) {
        super(path.toString());
        this.read = read;
    }

    /**
     * Opens the file.
     */
    InputStream open() throws IOException {
        InputStream stream = Files.newInputStream(toPath());
        // null in a deserialized copy
        return read == null ? stream : new EndListenerStream(stream, length(), read);
    }
}
