/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The reference matches the component, and the page of the Kamelets matches their files")
class ReferencePageTest {

    @Test
    @DisplayName("The tables of the reference match the component")
    void tablesAreAsTheSourcesHaveThem() throws Exception {
        check("docs/reference.md", ReferenceTables.render());
    }

    @Test
    @DisplayName("The tables of the Kamelets match their files")
    void kameletsAreAsTheirFilesHaveThem() throws Exception {
        check("docs/kamelets.md", KameletTables.render());
    }

    private static void check(String name, Map<String, String> tables) throws IOException {
        Path page = Pages.root().resolve(name);
        String written = Files.readString(page);

        String rendered = written;
        for (Map.Entry<String, String> table : tables.entrySet()) {
            rendered = replace(rendered, table.getKey(), table.getValue());
        }

        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(page, rendered);
        } else {
            assertThat(written).as("%s is stale. Render it with: mvn -pl docs -am verify -Ddocs.update=true", name)
                    .isEqualTo(rendered);
        }
    }

    private static String replace(String page, String name, String table) {
        String begin = "<!-- generated: " + name + " -->\n";
        String end = "<!-- end -->";
        Matcher place = Pattern.compile(Pattern.quote(begin) + ".*?" + end, Pattern.DOTALL).matcher(page);
        assertThat(place.find()).as("a place for %s", name).isTrue();
        return place.replaceFirst(Matcher.quoteReplacement(begin + "\n" + table + "\n" + end));
    }
}
