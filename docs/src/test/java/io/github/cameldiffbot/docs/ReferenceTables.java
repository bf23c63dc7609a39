/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConfiguration;
import io.github.cameldiffbot.DiffbotEndpoint;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;

/**
 * The tables of the reference, generated from the catalog of the component and the Javadoc in its sources.
 */
final class ReferenceTables {

    private static final String CATALOG
            = "camel-diffbot-component/src/generated/resources/META-INF/io/github/cameldiffbot/diffbot.json";

    private static final Set<String> OWN
            = Stream.of(DiffbotConfiguration.class, DiffbotEndpoint.class, DiffbotComponent.class)
                    .flatMap(type -> Stream.of(type.getDeclaredFields())).map(Field::getName).collect(Collectors.toSet());

    private ReferenceTables() {
    }

    /**
     * Returns the tables by the name of their place in the page.
     */
    static Map<String, String> render() throws IOException {
        ComponentModel model = model();
        List<String> endpoint = model.getEndpointOptions().stream().map(BaseOptionModel::getName).toList();
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("component options", options(
                model.getComponentOptions().stream().filter(option -> !endpoint.contains(option.getName())).toList()));
        tables.put("endpoint path",
                rows(model.getEndpointOptions().stream().filter(option -> option.getKind().equals("path")).toList()));
        tables.put("endpoint options", options(
                model.getEndpointOptions().stream().filter(option -> option.getKind().equals("parameter")).toList()));
        tables.put("headers", model.getEndpointHeaders().stream()
                .map(header -> "| `" + header.getName() + "` | " + headerType(model, header) + " | "
                               + (header.getLabel().isEmpty() ? "all" : header.getLabel().replace(" ", ", ")) + " | "
                               + cell(header.getDescription()) + " |\n")
                .collect(Collectors.joining("", "| header | type | for | what |\n|---|---|---|---|\n", "")));
        tables.put("operations", constants("DiffbotOperations.java"));
        tables.put("events", constants("job/JobEventType.java"));
        tables.put("status groups", constants("job/JobStatusGroup.java"));
        tables.put("exceptions", exceptions());
        return tables;
    }

    static ComponentModel model() throws IOException {
        return JsonMapper.generateComponentModel(Files.readString(Pages.root().resolve(CATALOG)));
    }

    private static String options(List<? extends BaseOptionModel> options) {
        Map<String, List<BaseOptionModel>> groups
                = options.stream()
                        .collect(Collectors.groupingBy(BaseOptionModel::getGroup, LinkedHashMap::new, Collectors.toList()));
        StringBuilder text = new StringBuilder();
        groups.forEach((group, members) -> text.append("\n**").append(group).append("**\n\n").append(rows(members)));
        return text.substring(1);
    }

    private static String rows(List<? extends BaseOptionModel> options) {
        String own = options.stream().filter(option -> OWN.contains(option.getName()))
                .map(option -> "| `" + option.getName() + "`" + (option.isRequired() ? " (required)" : "") + " | "
                               + typeAndDefault(option) + " | " + cell(description(option)) + " |\n")
                .collect(Collectors.joining());
        String ofCamel = options.stream().filter(option -> !OWN.contains(option.getName()))
                .map(option -> "`" + option.getName() + "`"
                               + (defaultOf(option).isEmpty() ? "" : " (" + defaultOf(option) + ")"))
                .collect(Collectors.joining(", "));
        return (own.isEmpty() ? "" : "| option | type, default | what |\n|---|---|---|\n" + own)
               + (own.isEmpty() || ofCamel.isEmpty() ? "" : "\n")
               + (ofCamel.isEmpty() ? "" : "Camel's own: " + ofCamel + "\n");
    }

    /**
     * Returns the type of a header; a reference to the endpoint option with the same choices, if there is one.
     */
    private static String headerType(ComponentModel model, BaseOptionModel header) {
        return model.getEndpointOptions().stream()
                .filter(option -> header.getEnums() != null && header.getEnums().equals(option.getEnums())).findFirst()
                .map(option -> "as `" + option.getName() + "`").orElseGet(() -> type(header));
    }

    private static String type(BaseOptionModel option) {
        if (option.getEnums() != null && !option.getEnums().isEmpty()) {
            return option.getEnums().stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
        }
        if ("duration".equals(option.getType())) {
            return "duration";
        }
        String type = option.getJavaType();
        String arguments = type.contains("<") ? type.substring(type.indexOf('<')).replaceAll("[a-z]+\\.", "") : "";
        String raw = type.contains("<") ? type.substring(0, type.indexOf('<')) : type;
        String name = raw.substring(raw.lastIndexOf('.') + 1);
        return name.equals("Class") ? "Class" : name + arguments.replace("<", "\\<");
    }

    private static String typeAndDefault(BaseOptionModel option) {
        String preset = defaultOf(option);
        if (preset.isEmpty()) {
            return type(option);
        }
        if (option.getJavaType().equalsIgnoreCase("boolean")) {
            // the default shows the type
            return preset;
        }
        return type(option) + (option.getEnums() == null || option.getEnums().isEmpty() ? " " : ", default ") + preset;
    }

    private static String defaultOf(BaseOptionModel option) {
        Object value = option.getDefaultValue();
        String note = option.getDefaultValueNote();
        String text = value == null || value.toString().isEmpty() ? "" : "`" + value + "`";
        if (note == null) {
            return text;
        }
        return text.isEmpty() ? note : text + ", " + note;
    }

    /**
     * Returns the description without the notes that Camel's tooling adds.
     */
    private static String description(BaseOptionModel option) {
        return option.getDescription().replaceFirst("\\s*(Default value notice: |This is a multi-value option ).*", "");
    }

    private static String constants(String source) {
        return list(Javadoc.constants(source));
    }

    private static String exceptions() {
        return list(Javadoc.exceptions());
    }

    private static String list(Map<String, String> texts) {
        return texts.entrySet().stream().map(text -> "* `" + text.getKey() + "`: " + text.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
