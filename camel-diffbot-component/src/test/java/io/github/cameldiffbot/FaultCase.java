/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which cases of docs/faults.md a test shows, or all tests of a class do.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
public @interface FaultCase {

    /** The cases, as <code>H13</code>. */
    String[] value();
}
