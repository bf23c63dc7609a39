/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Diffbot's Bulk Extract and Crawl jobs for Apache Camel: component, endpoint, producer, consumer and their options.
 * <p>
 * The API of the component is this package, {@code job}, {@code data} and {@code error}; {@code internal} may change
 * without notice. A new version may add constants to enums, components to records and subclasses to exceptions.
 */
@NullMarked
package io.github.cameldiffbot;

import org.jspecify.annotations.NullMarked;
