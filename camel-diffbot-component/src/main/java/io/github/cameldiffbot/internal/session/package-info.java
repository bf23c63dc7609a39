/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What endpoints of one base URL and token share: connections, polls, waits, locks and deletions.
 */
@NullMarked
package io.github.cameldiffbot.internal.session;

import org.jspecify.annotations.NullMarked;
