/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.io.File;
import java.nio.file.Path;

/**
 * The file of a download as a message body. It notices that somebody opens it, for which one has to ask for its path;
 * whoever only looks at its length, or shows it in a log, has not read it.
 */
final class ResultFile extends File {

    private static final long serialVersionUID = 1L;

    private final transient Runnable opened;

    ResultFile(Path path, Runnable opened) {
        super(path.toString());
        this.opened = opened;
    }

    @Override
    public String getPath() {
        noteOpened();
        return super.getPath();
    }

    @Override
    public Path toPath() {
        noteOpened();
        return super.toPath();
    }

    private void noteOpened() {
        // null in a copy that was deserialized, and while the file is made
        if (opened != null) {
            opened.run();
        }
    }

    // the JDK asks for the path in these, too
    @Override
    public long length() {
        return plain().length();
    }

    @Override
    public boolean exists() {
        return plain().exists();
    }

    @Override
    public boolean isFile() {
        return plain().isFile();
    }

    @Override
    public boolean isDirectory() {
        return plain().isDirectory();
    }

    @Override
    public boolean canRead() {
        return plain().canRead();
    }

    @Override
    public long lastModified() {
        return plain().lastModified();
    }

    private File plain() {
        return new File(toString());
    }

    @Override
    public String toString() {
        return super.getPath();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof File file && toString().equals(file.toString());
    }

    @Override
    public int hashCode() {
        return plain().hashCode();
    }
}
