/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One HTTP call with its retries. Each call declares whether it is safe to repeat; one place translates responses into
 * exceptions.
 */
package io.github.cameldiffbot.internal.client.http;
