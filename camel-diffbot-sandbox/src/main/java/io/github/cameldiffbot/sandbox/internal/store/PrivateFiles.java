/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Writes files that only their owner may read, because they contain tokens. */
final class PrivateFiles {

    private static final String OWNER = "rw-------";

    private PrivateFiles() {
    }

    /** Writes a body. */
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a file beside another one and then replaces that one, so that no reader sees a part of it. */
    static void replace(Path file, Body body) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path written = Files.createTempFile(absolute.getParent(), absolute.getFileName() + "-", ".tmp");
        try {
            restrict(written);
            try (FileOutputStream out = new FileOutputStream(written.toFile())) {
                body.writeTo(out);
                out.getFD().sync();
            }
            Files.move(written, absolute, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /** Lets only the owner read and write a file, where the file system has such permissions. */
    static void restrict(Path file) throws IOException {
        if (Files.getFileAttributeView(file, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(OWNER));
        }
    }

    /** Returns why a file cannot be used, in one line. */
    static String reason(Exception e) {
        if (e instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (e instanceof FileSystemException of && of.getReason() != null) {
            return of.getReason();
        }
        String text = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return text.lines().findFirst().orElse("");
    }
}
