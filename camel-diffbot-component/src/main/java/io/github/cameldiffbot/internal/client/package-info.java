/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The Diffbot calls of the component, and downloads.
 */
package io.github.cameldiffbot.internal.client;
