/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The demo site: a shop and a magazine. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.site;

import org.jspecify.annotations.NullMarked;
