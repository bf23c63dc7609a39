/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The class path of the JVMs that tests start, with an archive of the classes that an application loads. With it, such
 * a JVM starts with half the CPU time. The JDK archives only classes of JAR files, so those of this module are packed.
 * One archive is made for each state of the classes, and used by all JVMs that run tests.
 */
public final class ClassArchive {

    private static final Path FOLDER = Path.of("target", "class-archive").toAbsolutePath();
    private static final Path ARCHIVE = FOLDER.resolve("classes.jsa");
    private static final int LIMIT_SECONDS = 120;
    private static final List<String> OPTIONS = make();

    private ClassArchive() {
    }

    /** Returns the options for a JVM with the class path of this one. */
    public static List<String> options() {
        return OPTIONS;
    }

    private static List<String> make() {
        try {
            Files.createDirectories(FOLDER);
            try (FileChannel lock = FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE)) {
                // until it is closed: JVMs that run tests beside this one use the same archive
                lock.lock();
                return makeAlone();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> makeAlone() throws IOException {
        List<Path> entries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .toList();
        List<Path> folders = entries.stream().filter(Files::isDirectory).toList();
        Path known = FOLDER.resolve("state");
        String state = state(folders);
        boolean made = Files.exists(known) && Files.readString(known).equals(state);
        List<String> classPath = new ArrayList<>();
        for (Path entry : entries) {
            boolean folder = Files.isDirectory(entry);
            Path jar = folder ? FOLDER.resolve(folders.indexOf(entry) + ".jar") : entry;
            if (folder && !made) {
                pack(entry, jar);
            }
            classPath.add(jar.toString());
        }
        List<String> options = List.of("-cp", String.join(File.pathSeparator, classPath));
        if (!made) {
            Files.deleteIfExists(ARCHIVE);
            archive(options);
            Files.writeString(known, state);
        }
        // a JVM that cannot make one has none
        return Files.exists(ARCHIVE)
                ? Stream.concat(Stream.of("-XX:SharedArchiveFile=" + ARCHIVE), options.stream()).toList() : options;
    }

    private static String state(List<Path> folders) throws IOException {
        List<String> files = new ArrayList<>();
        for (Path folder : folders) {
            for (Path file : files(folder)) {
                files.add(file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return System.getProperty("java.home") + " " + System.getProperty("java.class.path").hashCode() + " "
               + files.hashCode();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void pack(Path folder, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar); ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(1);
            for (Path file : files(folder)) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, zip);
            }
        }
    }

    private static void archive(List<String> classPath) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-Xmx256m", "-XX:ArchiveClassesAtExit=" + ARCHIVE));
        command.addAll(classPath);
        command.add(ArchivedApplication.class.getName());
        Path log = FOLDER.resolve("log.txt");
        Process process = new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("The classes cannot be archived: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
