/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One HTTP call with its retries. Each call declares whether it is safe to repeat; one place translates responses into
 * exceptions.
 */
@NullMarked
package io.github.cameldiffbot.internal.client.http;

import org.jspecify.annotations.NullMarked;
