/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The demo site: a shop and a magazine. */
package io.github.cameldiffbot.sandbox.internal.site;
