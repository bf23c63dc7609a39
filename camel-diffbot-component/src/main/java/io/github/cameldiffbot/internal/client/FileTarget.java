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
 * Where a download goes, and in what state.
 *
 * @param directory created when it is missing, for its owner only
 * @param filter    what the bytes go through on their way to the disk
 * @param maxBytes  how many bytes a download may have; 0 for any number
 * @param check     looks whether a download is whole, and throws {@link DiffbotTruncatedDataException} if it is not: it
 *                  is then made again
 */
public record FileTarget(
        Path directory, UnaryOperator<InputStream> filter, long maxBytes, Consumer<DownloadedFile> check) {
}
