/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

/** The languages in which Camel loads the routes of each life cycle. */
enum Dsl {
    JAVA,
    YAML
}
