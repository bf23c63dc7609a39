/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import io.github.cameldiffbot.DiffbotComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/**
 * An application of Spring Boot with Camel and the starter.
 */
final class Boot {

    private Boot() {
    }

    static ApplicationContextRunner application(String... properties) {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(CamelAutoConfiguration.class, DiffbotComponentAutoConfiguration.class,
                        DiffbotActuatorAutoConfiguration.class))
                .withPropertyValues(properties);
    }

    static DiffbotComponent component(ApplicationContext application) {
        return application.getBean(CamelContext.class).getComponent("diffbot", DiffbotComponent.class);
    }

    /**
     * Returns the component's value of an option.
     */
    static Object option(ApplicationContext application, String name) {
        DiffbotComponent component = component(application);
        return ((PropertyConfigurerGetter) component.getComponentPropertyConfigurer()).getOptionValue(component, name, false);
    }
}
