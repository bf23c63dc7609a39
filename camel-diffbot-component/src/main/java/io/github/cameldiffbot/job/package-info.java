/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Model of jobs: a job, its status and its events.
 */
package io.github.cameldiffbot.job;
