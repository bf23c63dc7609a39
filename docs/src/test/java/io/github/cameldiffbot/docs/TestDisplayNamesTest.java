/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The test classes of all modules and their tests have display names")
class TestDisplayNamesTest {

    /** {@code JobOfEachType} is an annotation of this project for parameterized tests. */
    private static final Pattern TEST
            = Pattern.compile("(?m)^ +@(?:\\w*Test|TestFactory|TestTemplate|JobOfEachType)\\b");
    private static final Pattern CLASS = Pattern.compile("(?m)^(?:public |final )*class (\\w+)");
    private static final Pattern METHOD = Pattern.compile("\\bvoid (\\w+)\\(");
    private static final Pattern DISPLAY_NAME = Pattern.compile("@DisplayName\\(\\s*\"[^\"]");

    @Test
    @DisplayName("No test class and no test is without a display name")
    void all() throws IOException {
        List<String> nameless = new ArrayList<>();
        int classes = 0;
        for (Path file : TestSources.all()) {
            String code = Files.readString(file);
            classes += TEST.matcher(code).find() ? 1 : 0;
            nameless.addAll(nameless(code));
        }
        assertThat(classes).isGreaterThan(500);
        assertThat(nameless).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "class A {\n\n    @Test\n    @DisplayName(\"a\")\n    void a() {\n    }\n}\n",
            "@DisplayName(\"\")\nclass A {\n\n    @Test\n    @DisplayName(\"a\")\n    void a() {\n    }\n}\n",
            "@DisplayName(\"A\")\nclass A {\n\n    @Test\n    void a() {\n    }\n}\n",
            "@DisplayName(\"A\")\nclass A {\n\n    @ParameterizedTest\n    @ValueSource(ints = 1)\n    void a(int i) {\n    }\n}\n",
            "@DisplayName(\"A\")\nclass A {\n\n    @Test\n    void b() {\n    }\n\n    @Test\n    @DisplayName(\"a\")\n    void a() {\n    }\n}\n" })
    @DisplayName("A class or a test without a display name is found")
    void found(String code) {
        assertThat(nameless(code)).hasSize(1);
    }

    @Test
    @DisplayName("Classes without tests need no display name")
    void withoutTests() {
        assertThat(nameless("class A {\n\n    void a() {\n    }\n}\n")).isEmpty();
    }

    private static List<String> nameless(String code) {
        List<String> nameless = new ArrayList<>();
        if (!TEST.matcher(code).find()) {
            return nameless;
        }
        Matcher type = CLASS.matcher(code);
        String name = type.find() ? type.group(1) : "";
        if (!name.isEmpty() && !DISPLAY_NAME.matcher(code.substring(0, type.start())).find()) {
            nameless.add(name);
        }
        // members are separated by blank lines; rules of ArchUnit are fields and have no display name
        for (String member : code.split("\n\n")) {
            Matcher method = METHOD.matcher(member);
            if (TEST.matcher(member).find() && method.find() && !DISPLAY_NAME.matcher(member).find()) {
                nameless.add(name + "." + method.group(1));
            }
        }
        return nameless;
    }
}
