/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Operations of a producer: submissions and changes that happen once per message, and waits for their end.
 */
@NullMarked
package io.github.cameldiffbot.internal.operation;

import org.jspecify.annotations.NullMarked;
