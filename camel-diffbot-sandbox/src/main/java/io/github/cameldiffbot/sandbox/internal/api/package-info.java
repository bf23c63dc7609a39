/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Handles the requests of the API, of the admin API and of the admin page. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.api;

import org.jspecify.annotations.NullMarked;
