/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The pages of the component and the table of failures leave out no operation, no event and no exception")
class GuideCompletenessTest {

    private static final Set<String> NAMES = Stream.of("component", "jobs", "producers", "consumers", "records",
            "webhook", "costs", "reliability", "faq").map(page -> "docs/" + page + ".md")
            .flatMap(page -> Pages.page(page).names().stream()).collect(Collectors.toSet());

    static Stream<String> names() {
        return Stream.of(Javadoc.constants("DiffbotOperations.java").keySet(),
                Javadoc.constants("job/JobEventType.java").keySet(), Javadoc.exceptions().keySet()).flatMap(Collection::stream);
    }

    @ParameterizedTest
    @MethodSource("names")
    @DisplayName("Each operation, event and exception is described")
    void describes(String name) {
        assertThat(NAMES).contains(name);
    }
}
