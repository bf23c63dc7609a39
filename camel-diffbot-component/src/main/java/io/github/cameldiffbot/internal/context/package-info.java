/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What is kept of jobs: the headers of the message that submitted one until its end, and the credits that were counted.
 */
@NullMarked
package io.github.cameldiffbot.internal.context;

import org.jspecify.annotations.NullMarked;
