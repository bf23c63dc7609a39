/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The query language of the search API, applied to the records of the jobs.
 */
package io.github.cameldiffbot.sandbox.search;
