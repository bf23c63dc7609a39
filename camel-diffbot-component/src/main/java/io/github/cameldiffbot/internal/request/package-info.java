/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One message checked against the options of its endpoint: job, settings and URLs.
 */
@NullMarked
package io.github.cameldiffbot.internal.request;

import org.jspecify.annotations.NullMarked;
