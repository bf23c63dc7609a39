/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.Set;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.camel.spi.HttpResponseAware;
import org.junit.jupiter.api.DisplayName;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@DisplayName("Lower packages use neither Camel nor upper ones")
@AnalyzeClasses(locations = LayersTest.Component.class)
class LayersTest {

    @ArchTest
    static final ArchRule MODEL_USES_NO_OTHER_PACKAGE = noClasses().that().resideInAPackage("io.github.cameldiffbot.job..")
            .should().dependOnClassesThat().resideOutsideOfPackages("java..", "org.jspecify.annotations..",
                    "io.github.cameldiffbot.job..");

    @ArchTest
    static final ArchRule ONLY_UPPER_LEVELS_USE_CAMEL = noClasses().that()
            .resideInAnyPackage("io.github.cameldiffbot.error..", "io.github.cameldiffbot.data..",
                    "io.github.cameldiffbot.internal.client..", "io.github.cameldiffbot.internal.data..",
                    "io.github.cameldiffbot.internal.json..", "io.github.cameldiffbot.internal.text..",
                    "io.github.cameldiffbot.internal.wait..", "io.github.cameldiffbot.internal.watch..")
            .should().dependOnClassesThat(resideInAPackage("org.apache.camel..")
                    .and(not(type(HttpResponseAware.class))));

    static final class Component implements LocationProvider {

        @Override
        public Set<Location> get(Class<?> testClass) {
            return Set.of(Location.of(DiffbotComponent.class.getProtectionDomain().getCodeSource().getLocation()));
        }
    }
}
