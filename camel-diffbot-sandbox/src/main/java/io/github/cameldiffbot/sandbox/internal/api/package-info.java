/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Handles the requests of the API, of the admin API and of the admin page. */
package io.github.cameldiffbot.sandbox.internal.api;
