/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Runs the jobs on threads: pages, rounds, the virtual clock, and notifications. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.runner;

import org.jspecify.annotations.NullMarked;
