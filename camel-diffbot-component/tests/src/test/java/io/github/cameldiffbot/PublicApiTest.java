/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The public API is recorded in {@code public-api.txt}, so that each change is visible in a review. {@code mvn test
 * -Dtest=PublicApiTest -Dapi.update=true} updates the file.
 */
@DisplayName("The public API is recorded")
class PublicApiTest {

    private static final Path FILE = Path.of("../public-api.txt");
    // generated from the options, which the catalog shows
    private static final List<String> GENERATED
            = List.of("Configurer", "UriFactory", "ConvertersLoader", "EndpointBuilderFactory", "EndpointBuilders");

    @Test
    @DisplayName("The public API changes only together with its file")
    void changesOnlyTogetherWithItsFile() throws IOException {
        String api = api();
        if (Boolean.getBoolean("api.update")) {
            Files.writeString(FILE, api);
        }
        assertThat(Files.readString(FILE))
                .as("If the change of the API is intended, update %s with -Dapi.update=true", FILE)
                .isEqualTo(api);
    }

    private static String api() {
        return new ClassFileImporter().importUrl(DiffbotComponent.class.getProtectionDomain().getCodeSource().getLocation())
                .stream().filter(type -> !type.getPackageName().contains(".internal"))
                .filter(type -> isVisible(type.getModifiers()) && isReachable(type))
                .filter(type -> GENERATED.stream().noneMatch(type.getName()::contains))
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .map(PublicApiTest::lines)
                .collect(Collectors.joining("\n"));
    }

    private static boolean isReachable(JavaClass type) {
        return type.getEnclosingClass().map(outer -> isVisible(outer.getModifiers()) && isReachable(outer)).orElse(true);
    }

    private static String lines(JavaClass type) {
        String supertypes = Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream())
                .map(JavaClass::getSimpleName).filter(name -> !"Object".equals(name)).sorted()
                .collect(Collectors.joining(", "));
        Set<String> members = new TreeSet<>();
        type.getFields().stream().filter(field -> isVisible(field.getModifiers())).map(PublicApiTest::line)
                .forEach(members::add);
        type.getCodeUnits().stream()
                .filter(unit -> isVisible(unit.getModifiers()) && !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(unit -> !"<clinit>".equals(unit.getName()))
                .map(PublicApiTest::line).forEach(members::add);
        return type.getName() + (supertypes.isEmpty() ? "" : " : " + supertypes) + '\n'
               + members.stream().map(member -> "    " + member + '\n').collect(Collectors.joining());
    }

    private static String line(JavaField field) {
        return modifiers(field.getModifiers()) + field.getName() + ' ' + field.getRawType().getSimpleName();
    }

    private static String line(JavaCodeUnit unit) {
        return modifiers(unit.getModifiers()) + unit.getName()
               + unit.getRawParameterTypes().stream().map(JavaClass::getSimpleName)
                       .collect(Collectors.joining(", ", "(", ") "))
               + unit.getRawReturnType().getSimpleName();
    }

    private static String modifiers(Set<JavaModifier> modifiers) {
        return Stream.of(JavaModifier.PROTECTED, JavaModifier.ABSTRACT, JavaModifier.STATIC)
                .filter(modifiers::contains).map(modifier -> modifier.name().toLowerCase() + ' ')
                .collect(Collectors.joining());
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}
