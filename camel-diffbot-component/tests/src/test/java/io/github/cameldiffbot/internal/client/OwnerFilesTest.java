/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

@DisplayName("Files of downloads are readable for their owner only")
class OwnerFilesTest {

    @TempDir
    Path directory;

    static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    @DisplayName("No other user can read a new file or a new directory")
    void newOnes() throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path file = directory.resolve("a/b/file");

        OwnerFiles.create(file);

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(directory.resolve("a/b"))).isEqualTo("rwx------");
        assertThat(permissions(directory.resolve("a"))).isEqualTo("rwx------");
    }

    @Test
    @DisplayName("An existing directory keeps its permissions, an existing file is an error")
    void existingOnes() throws IOException {
        assumeThat(directory.getFileSystem().supportedFileAttributeViews()).contains("posix");
        Path shared = Files.createDirectory(directory.resolve("shared"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-x---")));
        Path file = shared.resolve("file");

        OwnerFiles.create(file);

        assertThat(permissions(shared)).isEqualTo("rwxr-x---");
        assertThatThrownBy(() -> OwnerFiles.create(file)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    @DisplayName("On a file system without permissions, files are created normally")
    void withoutPermissions() throws IOException {
        Path zip = directory.resolve("files.zip");
        try (FileSystem files = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            assertThat(files.supportedFileAttributeViews()).doesNotContain("posix");
            Path file = files.getPath("/a/b/file");

            OwnerFiles.create(file);

            assertThat(file).isRegularFile();
        }
    }
}
