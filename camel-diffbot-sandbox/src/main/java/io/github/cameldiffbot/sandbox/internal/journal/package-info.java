/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Records requests to the API, without their tokens. */
package io.github.cameldiffbot.sandbox.internal.journal;
