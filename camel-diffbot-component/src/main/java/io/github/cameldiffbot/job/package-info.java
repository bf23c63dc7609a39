/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Model of jobs: a job, its status, and the events between two observations of it. It has no time, threads or I/O.
 */
package io.github.cameldiffbot.job;
