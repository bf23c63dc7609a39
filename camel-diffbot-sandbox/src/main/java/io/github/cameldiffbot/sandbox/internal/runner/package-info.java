/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** Runs the jobs on threads: pages, rounds, the virtual clock, and notifications. */
package io.github.cameldiffbot.sandbox.internal.runner;
