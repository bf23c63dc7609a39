/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.result;

import java.io.File;
import java.nio.file.Path;

/**
 * The file of a download as a message body. It detects that it is opened, which requires its path. Reading its length
 * or logging it does not count as opening.
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
        // null in a deserialized copy and during construction
        if (opened != null) {
            opened.run();
        }
    }

    // the JDK calls getPath in these methods too
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
