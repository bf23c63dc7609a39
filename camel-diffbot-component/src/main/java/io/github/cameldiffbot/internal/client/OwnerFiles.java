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
 * Creates files and directories that only their owner can read, from the moment they exist. On a file system without
 * POSIX permissions, such as that of Windows, a new file has the rights that its directory gives to all new files.
 */
final class OwnerFiles {

    private static final String FILE = "rw-------";
    private static final String DIRECTORY = "rwx------";

    private OwnerFiles() {
    }

    /**
     * Creates a file, and the directories above it that are missing. An existing directory keeps its permissions.
     *
     * @throws java.nio.file.FileAlreadyExistsException when the file exists, or a directory is a file
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
