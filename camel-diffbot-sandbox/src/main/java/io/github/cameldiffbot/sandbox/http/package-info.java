/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * An HTTP/1.1 server on loopback that can misbehave on the wire on demand.
 */
package io.github.cameldiffbot.sandbox.http;
