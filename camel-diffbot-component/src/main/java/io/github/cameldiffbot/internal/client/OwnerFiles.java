/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Creates files and directories that only their owner can read from the beginning. Without POSIX permissions, for
 * example on Windows, a new file inherits the permissions of its directory.
 */
final class OwnerFiles {

    private static final String FILE = "rw-------";
    private static final String DIRECTORY = "rwx------";

    private OwnerFiles() {
    }

    /**
     * Creates a file and missing parent directories. An existing directory keeps its permissions.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the file exists, or a directory is a file
     */
    static void create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent(), permissions(file, DIRECTORY));
        Files.createFile(file, permissions(file, FILE));
    }

    private static FileAttribute<?>[] permissions(Path of, String permissions) {
        return of.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
                : new FileAttribute<?>[0];
    }
}
