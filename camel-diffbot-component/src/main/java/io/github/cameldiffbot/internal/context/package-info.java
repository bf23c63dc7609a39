/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Headers of the message that submitted a job, kept for the events of the job.
 */
package io.github.cameldiffbot.internal.context;
