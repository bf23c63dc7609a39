/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.xml.bind.annotation.XmlTransient;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RoutesDefinition;
import org.apache.camel.spi.ModelToXMLDumper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

import static org.apache.camel.model.ProcessorDefinitionHelper.filterTypeInOutputs;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Loads routes as YAML that are written in Java, so that a test runs both without writing them twice. Camel dumps the
 * YAML, with the options of endpoints as {@code parameters}. Routes refer to beans by name: YAML contains no Java
 * objects.
 */
public final class YamlRoutes {

    /** The YAML of routes, by their XML. To make YAML takes much longer than to make XML. */
    private static final Map<String, String> DUMPS = new ConcurrentHashMap<>();

    private static final Pattern OPTIONS = Pattern.compile("(?<=uri=\"[^\"?]{1,200}\\?)[^\"]+");

    private YamlRoutes() {
    }

    /** Adds the only routes of a context. Fails if Camel's dump or its loader changes them. */
    public static void load(DefaultCamelContext context, RouteBuilder builder) throws Exception {
        builder.configureRoutes(context);
        RoutesDefinition routes = builder.getRouteCollection();
        assertThat(routes.getErrorHandlerFactory()).as("the error handler, which is not in YAML").isNull();
        for (RouteDefinition route : routes.getRoutes()) {
            for (ProcessorDefinition<?> step : filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
                assertThat(objects(step)).as("Java objects in %s, which are not in YAML", step).isEmpty();
            }
        }
        String xml = xml(context, routes);
        String yaml = DUMPS.get(xml);
        if (yaml == null) {
            yaml = PluginHelper.getModelToYAMLDumper(context).dumpModelAsYaml(context, routes, false, true, false, false);
            DUMPS.put(xml, yaml);
        }

        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("routes.yaml", yaml));

        RoutesDefinition loaded = new RoutesDefinition();
        loaded.setRoutes(context.getRouteDefinitions());
        assertThat(xml(context, loaded)).as(yaml).isEqualTo(xml);
    }

    /** Returns routes as XML, which Camel makes without the code for YAML, with the options of each endpoint sorted. */
    private static String xml(DefaultCamelContext context, RoutesDefinition routes) throws Exception {
        ModelToXMLDumper dumper = PluginHelper.getModelToXMLDumper(context);
        return OPTIONS.matcher(dumper.dumpModelAsXml(context, routes, false, false, false)).replaceAll(
                options -> Matcher.quoteReplacement(
                        Stream.of(options.group().split("&amp;")).sorted().collect(Collectors.joining("&amp;"))));
    }

    /**
     * Returns what a step has only in Java. Camel dumps classes as names, if at all, and fails where one is missing.
     */
    private static List<String> objects(ProcessorDefinition<?> step) {
        return Stream.of(step.getClass().getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(XmlTransient.class))
                .filter(field -> !field.getType().isPrimitive() && !field.getType().getName().startsWith("java.lang."))
                .filter(field -> value(field, step) != null).map(Field::getName).toList();
    }

    private static Object value(Field field, ProcessorDefinition<?> step) {
        field.setAccessible(true);
        try {
            return field.get(step);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
