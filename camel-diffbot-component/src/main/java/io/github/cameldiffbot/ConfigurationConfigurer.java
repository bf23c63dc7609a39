/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import io.github.cameldiffbot.internal.request.OptionText;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;

/**
 * Checks the options of a {@link DiffbotConfiguration} that Camel creates as a bean, or whose properties are set below
 * {@code camel.component.diffbot.configuration}. Camel finds this class by its name.
 */
public final class ConfigurationConfigurer implements PropertyConfigurer {

    private final DiffbotEndpointConfigurer options = new DiffbotEndpointConfigurer();

    /**
     * Checks a value. Camel then sets it.
     */
    @Override
    public boolean configure(CamelContext camelContext, Object target, String name, Object value, boolean ignoreCase) {
        OptionText.check(name, options.getOptionType(name, ignoreCase), value);
        return false;
    }
}
