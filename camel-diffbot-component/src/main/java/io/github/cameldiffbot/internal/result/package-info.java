/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Makes message bodies of downloads and searches.
 */
package io.github.cameldiffbot.internal.result;
