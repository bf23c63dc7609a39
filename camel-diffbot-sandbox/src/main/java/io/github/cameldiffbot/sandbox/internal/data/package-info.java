/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The data of a job: records and rows of the URL report, as interfaces. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.data;

import org.jspecify.annotations.NullMarked;
