/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The demo site: a small shop and a magazine, generated.
 */
package io.github.cameldiffbot.sandbox.site;
