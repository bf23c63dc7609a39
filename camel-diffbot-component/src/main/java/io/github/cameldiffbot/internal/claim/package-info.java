/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Claims in a repository that several nodes share.
 */
@NullMarked
package io.github.cameldiffbot.internal.claim;

import org.jspecify.annotations.NullMarked;
