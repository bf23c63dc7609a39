/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The state machine of a job: phases, rounds, limits, settings and the clock. It has no threads and does no I/O. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.engine;

import org.jspecify.annotations.NullMarked;
