/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Turns an HTML page into the members of a record.
 */
package io.github.cameldiffbot.sandbox.extract;
