/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** An HTTP/1.1 server on loopback that can inject faults into its responses. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.http;

import org.jspecify.annotations.NullMarked;
