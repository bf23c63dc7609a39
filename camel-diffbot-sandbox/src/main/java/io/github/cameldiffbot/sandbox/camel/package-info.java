/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Starts a sandbox with an application of Camel Main. */
@NullMarked
package io.github.cameldiffbot.sandbox.camel;

import org.jspecify.annotations.NullMarked;
