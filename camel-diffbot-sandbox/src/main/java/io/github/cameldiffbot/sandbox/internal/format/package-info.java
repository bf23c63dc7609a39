/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The output formats of the API: jobs as JSON, records and URL reports as CSV. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.format;

import org.jspecify.annotations.NullMarked;
