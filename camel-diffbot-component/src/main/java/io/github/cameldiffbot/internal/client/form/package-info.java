/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Reads and checks the URLs and settings of a submission one by one, and writes them as a form.
 */
package io.github.cameldiffbot.internal.client.form;
