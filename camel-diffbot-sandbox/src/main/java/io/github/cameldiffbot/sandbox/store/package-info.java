/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Keeps records and report rows: on the heap up to a limit, then in a temporary file.
 */
package io.github.cameldiffbot.sandbox.store;
