/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Stores the data of jobs on the heap and in temporary files, and saves jobs to state files. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.store;

import org.jspecify.annotations.NullMarked;
