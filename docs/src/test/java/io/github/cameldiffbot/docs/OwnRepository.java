/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A local repository of Maven with this project's artifacts, as {@code install} leaves them. Everything else comes from
 * the repository of the build, by default without a network.
 */
final class OwnRepository {

    private static final String VERSION = System.getProperty("docs.version.io.github.cameldiffbot");

    /**
     * The repository of the build in place of all others. It has no checksums.
     */
    private static final String SETTINGS = """
            <settings>
              <mirrors>
                <mirror>
                  <id>build</id>
                  <mirrorOf>*</mirrorOf>
                  <url>%s</url>
                </mirror>
              </mirrors>
              <profiles>
                <profile>
                  <id>build</id>
                  <repositories>
                    <repository>
                      <id>central</id>
                      <url>file:central</url>
                      <releases><checksumPolicy>ignore</checksumPolicy></releases>
                    </repository>
                  </repositories>
                  <pluginRepositories>
                    <pluginRepository>
                      <id>central</id>
                      <url>file:central</url>
                      <releases><checksumPolicy>ignore</checksumPolicy></releases>
                    </pluginRepository>
                  </pluginRepositories>
                </profile>
              </profiles>
              <activeProfiles>
                <activeProfile>build</activeProfile>
              </activeProfiles>
            </settings>
            """;

    private final Path folder;
    private final Path settings;

    private OwnRepository(Path folder, Path settings) {
        this.folder = folder;
        this.settings = settings;
    }

    static OwnRepository in(Path folder) throws IOException {
        Path root = Pages.root();
        Path own = Files.createDirectories(folder.resolve("repository"));
        install(own, "camel-diffbot-parent", root.resolve("pom.xml"), null);
        install(own, "camel-diffbot", root.resolve("camel-diffbot-component"));
        install(own, "camel-diffbot-sandbox", root.resolve("camel-diffbot-sandbox"));
        install(own, "camel-diffbot-starter", root.resolve("camel-diffbot-starter"));
        Path settings = folder.resolve("settings.xml");
        Files.writeString(settings, SETTINGS.formatted(Path.of(System.getProperty("docs.repository")).toUri()));
        return new OwnRepository(own, settings);
    }

    /**
     * Returns the options of a Maven that uses it. With {@code -Ddocs.online=true} it downloads from the repositories
     * of the user's settings, as on a new machine.
     */
    List<String> options() {
        String local = "-Dmaven.repo.local=" + folder;
        return Boolean.getBoolean("docs.online")
                ? List.of("-B", "-ntp", local)
                : List.of("-B", "-ntp", local, "-s", settings.toString(), "-gs", settings.toString());
    }

    private static void install(Path repository, String artifact, Path module) throws IOException {
        install(repository, artifact, module.resolve("pom.xml"), module.resolve("target/classes"));
    }

    private static void install(Path repository, String artifact, Path pom, Path classes) throws IOException {
        Path target = Files.createDirectories(repository.resolve("io/github/cameldiffbot").resolve(artifact).resolve(VERSION));
        String name = artifact + "-" + VERSION;
        Files.copy(pom, target.resolve(name + ".pom"));
        if (classes != null) {
            writeJar(target.resolve(name + ".jar"), classes);
        }
    }

    private static void writeJar(Path jar, Path classes) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
             JarOutputStream entries = new JarOutputStream(out);
             Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
    }
}
