/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Delays between attempts: backoff, {@code Retry-After} and the rate limit.
 */
@NullMarked
package io.github.cameldiffbot.internal.client.retry;

import org.jspecify.annotations.NullMarked;
