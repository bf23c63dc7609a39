/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** An HTTP/1.1 server on loopback that can inject faults into its responses. */
package io.github.cameldiffbot.sandbox.internal.http;
