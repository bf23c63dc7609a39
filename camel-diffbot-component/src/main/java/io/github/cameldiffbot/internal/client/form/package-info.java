/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Reads and checks the URLs and settings of a submission one by one, and writes them as a form.
 */
@NullMarked
package io.github.cameldiffbot.internal.client.form;

import org.jspecify.annotations.NullMarked;
