/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The Diffbot calls of the component, and downloads.
 */
@NullMarked
package io.github.cameldiffbot.internal.client;

import org.jspecify.annotations.NullMarked;
