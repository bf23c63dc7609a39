/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * CSV data and URL reports as rows.
 */
@NullMarked
package io.github.cameldiffbot.internal.data.csv;

import org.jspecify.annotations.NullMarked;
