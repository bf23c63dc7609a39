/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.util.Map;
import java.util.Set;

import io.github.cameldiffbot.DiffbotComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.util.CamelPropertiesHelper;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.springframework.context.ApplicationContext;

/**
 * Gives the component the options that the application has set, and no others: a default sent along would overwrite the
 * settings of jobs.
 */
final class DiffbotComponentCustomizer implements ComponentCustomizer {

    private static final Set<String> OF_CAMEL_SPRING_BOOT = Set.of("enabled", "customizer");

    private final ApplicationContext application;
    private final CamelContext camelContext;
    private final DiffbotComponentConfiguration configuration;

    DiffbotComponentCustomizer(ApplicationContext application, CamelContext camelContext,
                               DiffbotComponentConfiguration configuration) {
        this.application = application;
        this.camelContext = camelContext;
        this.configuration = configuration;
    }

    @Override
    public boolean isEnabled(String name, Component target) {
        return target instanceof DiffbotComponent && HierarchicalPropertiesEvaluator.evaluate(
                application, "camel.component.customizer", "camel.component.diffbot.customizer");
    }

    @Override
    public void configure(String name, Component target) {
        Map<String, Object> options = CamelPropertiesHelper.getNonNullProperties(camelContext, configuration);
        options.keySet().removeAll(OF_CAMEL_SPRING_BOOT);
        // the whole first, so that it does not take the place of what is set one by one
        if (options.remove("configuration") != null) {
            ((DiffbotComponent) target).setConfiguration(configuration.getConfiguration());
        }
        CamelPropertiesHelper.setCamelProperties(camelContext, target, options, true);
    }
}
