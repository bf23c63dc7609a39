/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * State of consumers: poll times, outages, and the trackers that outlive a restarted route.
 */
@NullMarked
package io.github.cameldiffbot.internal.poll;

import org.jspecify.annotations.NullMarked;
