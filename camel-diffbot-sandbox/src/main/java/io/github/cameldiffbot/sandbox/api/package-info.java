/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Answers the requests of the API, the admin and the page, and decides about faults and limits.
 */
package io.github.cameldiffbot.sandbox.api;
