/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.github.cameldiffbot.error.DiffbotTruncatedDataException;

/**
 * The target of a download.
 *
 * @param directory the directory; created for its owner only if it is missing
 * @param filter    wraps the stream that is written to the disk
 * @param maxBytes  the maximum size in bytes; 0 for no limit
 * @param check     checks that the download is complete. If it throws {@link DiffbotTruncatedDataException}, the
 *                  download is repeated
 */
public record FileTarget(
        Path directory, UnaryOperator<InputStream> filter, long maxBytes, Consumer<DownloadedFile> check) {
}
