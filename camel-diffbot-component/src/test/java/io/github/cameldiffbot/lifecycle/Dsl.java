/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

/** The languages in which the routes of each life cycle are written. */
enum Dsl {
    JAVA,
    YAML
}
