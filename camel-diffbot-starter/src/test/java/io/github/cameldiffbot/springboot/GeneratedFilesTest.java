/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The options of the starter are the current ones of the component")
class GeneratedFilesTest {

    @Test
    @DisplayName("The generated files are current")
    void areUpToDate() throws Exception {
        Path folder = Path.of(System.getProperty("starter.generated", "src/generated"));
        for (Map.Entry<String, String> file : GeneratedFiles.render().entrySet()) {
            Path path = folder.resolve(file.getKey());
            if (Boolean.getBoolean("starter.update")) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            } else {
                assertThat(path).content().as("%s is stale. Write it with: mvn -pl camel-diffbot-starter -am test"
                                              + " -Dtest=GeneratedFilesTest -Dsurefire.failIfNoSpecifiedTests=false"
                                              + " -Dstarter.update=true",
                        file.getKey()).isEqualTo(file.getValue());
            }
        }
    }
}
