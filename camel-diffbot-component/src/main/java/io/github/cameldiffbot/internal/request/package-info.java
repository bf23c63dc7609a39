/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One message checked against the options of its endpoint: job, settings and URLs.
 */
package io.github.cameldiffbot.internal.request;
