/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What is kept of a job until its end: the headers of the message that submitted it, and the credits that were counted.
 */
@NullMarked
package io.github.cameldiffbot.internal.context;

import org.jspecify.annotations.NullMarked;
