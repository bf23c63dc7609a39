/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The pages that a job has still to fetch, in order and with the delays of their hosts. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.frontier;

import org.jspecify.annotations.NullMarked;
