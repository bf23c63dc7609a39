/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.apache.camel.tooling.model.JsonMapper;

/**
 * The tables of the reference, made of the catalog of the component and the comments in its sources.
 */
final class ReferenceTables {

    private static final String CATALOG
            = "camel-diffbot-component/src/generated/resources/META-INF/io/github/cameldiffbot/diffbot.json";

    private ReferenceTables() {
    }

    /**
     * By the name of the place in the page where each belongs.
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
                .map(header -> "| `" + header.getName() + "` | " + type(header) + " | "
                               + (header.getLabel().isEmpty() ? "all" : header.getLabel().replace(" ", ", ")) + " | "
                               + cell(header.getDescription()) + " |\n")
                .collect(Collectors.joining("", "| header | type | for | what |\n|---|---|---|---|\n", "")));
        tables.put("operations", constants("operation", "DiffbotOperations.java"));
        tables.put("events", constants("event", "job/JobEventType.java"));
        tables.put("status groups", constants("group", "job/JobStatusGroup.java"));
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
        return options.stream()
                .map(option -> "| `" + option.getName() + "`" + (option.isRequired() ? " (required)" : "") + " | "
                               + type(option) + " | " + defaultOf(option) + " | "
                               + cell(withoutDefault(option.getDescription()))
                               + " |\n")
                .collect(Collectors.joining("", "| option | type | default | what |\n|---|---|---|---|\n", ""));
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
     * A description without the note about the default that Camel's tooling adds: the table has a column for it.
     */
    private static String withoutDefault(String description) {
        return description.replaceFirst("\\s*Default value notice: .*", "");
    }

    private static String constants(String column, String source) {
        return Javadoc.constants(source).entrySet().stream()
                .map(constant -> "| `" + constant.getKey() + "` | " + cell(constant.getValue()) + " |\n")
                .collect(Collectors.joining("", "| " + column + " | what |\n|---|---|\n", ""));
    }

    private static String exceptions() {
        StringBuilder text = new StringBuilder("| exception | what |\n|---|---|\n");
        Javadoc.exceptions().forEach((name, comment) -> text.append("| `").append(name).append("` | ").append(cell(comment))
                .append(" |\n"));
        return text.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
