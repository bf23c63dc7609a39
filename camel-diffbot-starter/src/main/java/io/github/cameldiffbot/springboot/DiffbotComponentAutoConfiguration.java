/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.util.function.UnaryOperator;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Sets the options of {@code camel.component.diffbot.*} on the component. With {@code
 * camel.component.diffbot.enabled=false} it is disabled, and the component works as without Spring Boot.
 */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@EnableConfigurationProperties({ ComponentConfigurationProperties.class, DiffbotComponentConfiguration.class })
@ConditionalOnHierarchicalProperties({ "camel.component", "camel.component.diffbot" })
public class DiffbotComponentAutoConfiguration {

    /**
     * Reads the options when the application starts, and fails if one is invalid. Options with placeholders of Camel
     * are checked by the component, and a token without a value by the routes if the supervising route controller of
     * Camel starts them.
     */
    @Bean
    static BoundOptions diffbotBoundOptions(DiffbotComponentConfiguration configuration, Environment environment) {
        BoundOptions options = new BoundOptions(
                configuration, environment.getProperty("camel.routecontroller.enabled", Boolean.class, false));
        for (BoundOption option : options.all()) {
            if (!option.hasPlaceholder()) {
                option.parse(UnaryOperator.identity());
            }
        }
        return options;
    }

    /**
     * Returns a customizer, which Camel calls for each component that it creates.
     */
    @Lazy
    @Bean
    ComponentCustomizer configureDiffbotComponent(
            ApplicationContext application, CamelContext camelContext, BoundOptions options) {
        return new DiffbotComponentCustomizer(application, camelContext, options);
    }
}
