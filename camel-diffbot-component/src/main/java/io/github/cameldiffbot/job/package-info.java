/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Model of jobs: a job, its status and its events.
 */
@NullMarked
package io.github.cameldiffbot.job;

import org.jspecify.annotations.NullMarked;
