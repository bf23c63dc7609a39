/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * URLs and settings of a submission, and the form that is sent. URLs are read one by one and checked first.
 */
package io.github.cameldiffbot.internal.client.form;
