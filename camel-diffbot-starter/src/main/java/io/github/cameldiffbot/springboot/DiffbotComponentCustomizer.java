/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.util.LinkedHashMap;
import java.util.Map;

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
        Map<String, Object> set = CamelPropertiesHelper.getNonNullProperties(camelContext, configuration);
        Map<String, Object> options = new LinkedHashMap<>();
        // the whole first, so that it does not take the place of what is set one by one
        options.put("configuration", set.remove("configuration"));
        options.values().remove(null);
        options.putAll(set);
        // these two are of Camel Spring Boot
        options.remove("enabled");
        options.remove("customizer");
        CamelPropertiesHelper.setCamelProperties(camelContext, target, options, true);
    }
}
