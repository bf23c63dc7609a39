/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

/** The languages in which each life cycle's routes are written. */
enum Dsl {
    JAVA,
    YAML
}
