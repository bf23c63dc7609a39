/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.cameldiffbot.DiffbotComponent;
import io.github.cameldiffbot.DiffbotConsumer;
import io.github.cameldiffbot.DiffbotProducer;
import org.apache.camel.api.management.ManagedAttribute;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The table of JMX attributes contains the existing ones")
class ManagedAttributesPageTest {

    static Stream<Arguments> beans() {
        return Stream.of(Arguments.of("the component", DiffbotComponent.class),
                Arguments.of("each consumer", DiffbotConsumer.class), Arguments.of("each producer", DiffbotProducer.class));
    }

    @ParameterizedTest
    @MethodSource("beans")
    @DisplayName("The table has the attributes of each bean")
    void all(String row, Class<?> type) {
        String line = Pages.page("docs/operations.md").prose().lines().filter(text -> text.startsWith("| " + row + " |"))
                .findFirst().orElseThrow();
        Set<String> described = new TreeSet<>();
        Matcher code = Pattern.compile("`(\\w+)`").matcher(line);
        while (code.find()) {
            described.add(code.group(1));
        }

        assertThat(described).isEqualTo(Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(ManagedAttribute.class))
                .map(method -> method.getName().substring("get".length())).collect(Collectors.toCollection(TreeSet::new)));
    }
}
