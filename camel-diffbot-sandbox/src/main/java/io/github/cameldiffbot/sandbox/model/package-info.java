/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The values that users of a sandbox set or read. */
package io.github.cameldiffbot.sandbox.model;
