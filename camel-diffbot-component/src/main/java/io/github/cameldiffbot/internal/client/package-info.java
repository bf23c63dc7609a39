/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The calls of Diffbot that the component makes, and downloads.
 */
package io.github.cameldiffbot.internal.client;
