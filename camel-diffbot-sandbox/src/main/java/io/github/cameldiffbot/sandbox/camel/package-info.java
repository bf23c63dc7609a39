/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The sandbox for applications that run with Camel Main. */
package io.github.cameldiffbot.sandbox.camel;
