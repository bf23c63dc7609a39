/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import io.github.cameldiffbot.DiffbotComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.support.PropertyBindingSupport;
import org.springframework.context.ApplicationContext;

/**
 * Sets the options that the application has set on the component {@code diffbot}, and no defaults, because a default
 * would override the settings of jobs. Components with other names are not changed: they are other accounts.
 */
final class DiffbotComponentCustomizer implements ComponentCustomizer {

    private static final String NAME = "diffbot";

    private final ApplicationContext application;
    private final CamelContext camelContext;
    private final BoundOptions options;

    DiffbotComponentCustomizer(ApplicationContext application, CamelContext camelContext, BoundOptions options) {
        this.application = application;
        this.camelContext = camelContext;
        this.options = options;
    }

    @Override
    public boolean isEnabled(String name, Component target) {
        return NAME.equals(name) && target instanceof DiffbotComponent && HierarchicalPropertiesEvaluator.evaluate(
                application, "camel.component.customizer", "camel.component.diffbot.customizer");
    }

    @Override
    public void configure(String name, Component target) {
        for (BoundOption option : options.all()) {
            Object value = option.parse(camelContext::resolvePropertyPlaceholders);
            if (value != null) {
                PropertyBindingSupport.build().withCamelContext(camelContext).withTarget(target)
                        .withConfigurer(target.getComponentPropertyConfigurer()).withIgnoreCase(true).withPlaceholder(false)
                        .withNesting(false).withMandatory(true).withProperty(option.name(), value).bind();
            }
        }
    }
}
