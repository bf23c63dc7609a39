/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Results as users hold them: records, CSV rows and rows of the URL report.
 */
package io.github.cameldiffbot.data;
