/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.resolvers.SelectedClassResolverFromClasspath;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Each case of docs/faults.md has a test")
class FaultCaseCoverageTest {

    private static final Set<String> DEMANDED
            = cases("N4-N13 H1-H6 H9-H17 J1-J13 S1-S9 S11-S16 C1-C4 R1-R5 K1-K2 L1-L7 U1-U7 X2");

    private static final JavaClasses TESTS = ArchConfiguration.withThreadLocalScope(FaultCaseCoverageTest::tests);

    private static JavaClasses tests(ArchConfiguration configuration) {
        // of other classes only annotations are needed: those of Camel would take seconds
        configuration.setClassResolver(SelectedClassResolverFromClasspath.class);
        configuration.setClassResolverArguments("org.junit");
        return new ClassFileImporter().withImportOption(new ImportOption.OnlyIncludeTests())
                .importPackagesOf(FaultCaseCoverageTest.class);
    }

    @Test
    @DisplayName("Each case has a test")
    void thatIsMarkedWithIt() {
        Set<String> shown = new TreeSet<>();
        methods().filter(FaultCaseCoverageTest::isTest).forEach(method -> shown.addAll(casesOf(method)));

        assertThat(shown).containsAll(DEMANDED);
    }

    @Test
    @DisplayName("Each case that a test names exists")
    void andNoMarkIsWrong() {
        Set<String> marks = new TreeSet<>();
        methods().forEach(method -> marks.addAll(casesOf(method)));

        assertThat(marks).isSubsetOf(DEMANDED);
    }

    @Test
    @DisplayName("Only tests name cases")
    void andNoMarkIsOnWhatIsNoTest() {
        assertThat(methods().filter(method -> method.isAnnotatedWith(FaultCase.class))).allMatch(
                FaultCaseCoverageTest::isTest);
        assertThat(TESTS.stream().filter(type -> type.isAnnotatedWith(FaultCase.class)))
                .allMatch(type -> type.getMethods().stream().anyMatch(FaultCaseCoverageTest::isTest));
    }

    private static Stream<JavaMethod> methods() {
        return TESTS.stream().flatMap(type -> type.getMethods().stream());
    }

    private static boolean isTest(JavaMethod method) {
        return method.isMetaAnnotatedWith(Testable.class);
    }

    private static Set<String> casesOf(JavaMethod method) {
        Set<String> cases = new TreeSet<>();
        JavaClass owner = method.getOwner();
        owner.tryGetAnnotationOfType(FaultCase.class).ifPresent(mark -> cases.addAll(List.of(mark.value())));
        method.tryGetAnnotationOfType(FaultCase.class).ifPresent(mark -> cases.addAll(List.of(mark.value())));
        return cases;
    }

    /**
     * Parses the cases in a list such as {@code N4-N6 H13}.
     */
    private static Set<String> cases(String ranges) {
        Set<String> cases = new TreeSet<>();
        for (String range : ranges.split(" ")) {
            String[] ends = range.split("-");
            int last = Integer.parseInt(ends[ends.length - 1].substring(1));
            for (int number = Integer.parseInt(ends[0].substring(1)); number <= last; number++) {
                cases.add(range.substring(0, 1) + number);
            }
        }
        return cases;
    }
}
