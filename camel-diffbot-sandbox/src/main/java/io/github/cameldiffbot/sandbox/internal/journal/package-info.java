/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Records requests to the API, without their tokens. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.journal;

import org.jspecify.annotations.NullMarked;
