/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Configures the component with the properties of Spring Boot.
 */
@NullMarked
package io.github.cameldiffbot.springboot;

import org.jspecify.annotations.NullMarked;
