/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Delays between attempts: backoff, {@code Retry-After} and the rate limit.
 */
package io.github.cameldiffbot.internal.client.retry;
