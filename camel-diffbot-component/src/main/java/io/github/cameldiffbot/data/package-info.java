/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Results as users hold them: records, CSV rows and rows of the URL report.
 */
@NullMarked
package io.github.cameldiffbot.data;

import org.jspecify.annotations.NullMarked;
