/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Stores the data of jobs on the heap and in temporary files, and saves jobs to state files. */
package io.github.cameldiffbot.sandbox.internal.store;
