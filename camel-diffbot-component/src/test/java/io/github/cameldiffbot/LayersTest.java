/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.camel.spi.HttpResponseAware;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

@AnalyzeClasses(packages = "io.github.cameldiffbot", importOptions = DoNotIncludeTests.class)
class LayersTest {

    @ArchTest
    static final ArchRule ARROWS_RUN_ONLY_DOWNWARDS = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("builder").definedBy("io.github.cameldiffbot.builder..")
            .layer("camel").definedBy("io.github.cameldiffbot")
            .layer("watch").definedBy("io.github.cameldiffbot.watch..")
            .layer("data").definedBy("io.github.cameldiffbot.data..")
            .layer("client").definedBy("io.github.cameldiffbot.client..")
            .layer("job").definedBy("io.github.cameldiffbot.job..")
            .whereLayer("builder").mayNotBeAccessedByAnyLayer()
            .whereLayer("camel").mayOnlyBeAccessedByLayers("builder")
            .whereLayer("watch").mayOnlyBeAccessedByLayers("camel")
            .whereLayer("data").mayOnlyBeAccessedByLayers("camel", "watch", "builder")
            .whereLayer("client").mayOnlyBeAccessedByLayers("camel", "watch", "data");

    @ArchTest
    static final ArchRule THE_MODEL_KNOWS_NOBODY = noClasses().that().resideInAPackage("io.github.cameldiffbot.job..")
            .should().dependOnClassesThat().resideOutsideOfPackages("java..", "io.github.cameldiffbot.job..");

    @ArchTest
    static final ArchRule ONLY_THE_TOP_LAYER_KNOWS_CAMEL = noClasses().that()
            .resideInAnyPackage("io.github.cameldiffbot.watch..", "io.github.cameldiffbot.data..",
                    "io.github.cameldiffbot.client..")
            .should().dependOnClassesThat(resideInAPackage("org.apache.camel..")
                    .and(not(type(HttpResponseAware.class))));
}
