/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide leaves out no operation, no event and no exception.
 */
class GuideIsCompleteTest {

    private static final List<String> NAMES = Pages.page("docs/guide.md").names();

    static Stream<String> names() {
        return Stream.of(Javadoc.constants("DiffbotOperations.java").keySet(),
                Javadoc.constants("job/JobEventType.java").keySet(), Javadoc.exceptions().keySet()).flatMap(Collection::stream);
    }

    @ParameterizedTest
    @MethodSource("names")
    void describes(String name) {
        assertThat(NAMES).contains(name);
    }
}
