/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs a test for a bulk job and for a crawl, each with its own type and as {@code diffbot:job}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0} as diffbot:{1}")
@CsvSource({ "bulk, bulk", "bulk, job", "crawl, crawl", "crawl, job" })
@interface JobOfEachType {
}
