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
 * Returns the target of a download.
 *
 * @param directory created when it is missing, for its owner only
 * @param filter    what the bytes go through on their way to the disk
 * @param maxBytes  the maximum size in bytes; 0 for no limit
 * @param check     checks that a download is complete, and throws {@link DiffbotTruncatedDataException} if not: the
 *                  download is then repeated
 */
public record FileTarget(
        Path directory, UnaryOperator<InputStream> filter, long maxBytes, Consumer<DownloadedFile> check) {
}
