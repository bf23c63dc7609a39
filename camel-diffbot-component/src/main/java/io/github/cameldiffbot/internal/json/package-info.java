/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Reads and writes JSON with limits, within the bytes of a record, and hashes keys.
 */
package io.github.cameldiffbot.internal.json;
