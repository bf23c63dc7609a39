/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import io.github.cameldiffbot.DiffbotComponent;
import org.apache.camel.CamelContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Removes the token from the output of the Actuator, also where it shows values.
 */
@AutoConfiguration(after = DiffbotComponentAutoConfiguration.class)
@ConditionalOnClass(SanitizingFunction.class)
public class DiffbotActuatorAutoConfiguration {

    @Bean
    SanitizingFunction diffbotSanitizingFunction(
            ObjectProvider<CamelContext> camelContext, ObjectProvider<DiffbotComponent> components,
            ObjectProvider<BoundOptions> options, Environment environment) {
        return new DiffbotSanitizingFunction(new DiffbotSecrets(camelContext, components, options, environment));
    }
}
