/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads what the profile {@code virtual-threads} recorded while all other tests ran. */
@DisplayName("No virtual thread is pinned by the component")
class PinnedThreads {
    private final List<RecordedEvent> events = events(Path.of(System.getProperty("recordings")));

    @Test
    @DisplayName("The tests ran on virtual threads")
    void virtualThreadsRan() {
        assertThat(named("jdk.VirtualThreadStart")).isNotEmpty();
    }

    @Test
    @DisplayName("No virtual thread held its carrier for 20 ms or more while code of the component waited")
    void nothingPinned() {
        assertThat(named("jdk.VirtualThreadPinned")).filteredOn(PinnedThreads::isOfTheComponent).isEmpty();
    }

    /**
     * Returns whether the innermost code outside of Java is of the component. A wait for the loading of a class does
     * not count: Java 25 pins there, once per class.
     */
    private static boolean isOfTheComponent(RecordedEvent pinned) {
        List<String> frames = pinned.getStackTrace().getFrames().stream().map(PinnedThreads::name).toList();
        String own
                = frames.stream().filter(name -> !name.startsWith("java.") && !name.startsWith("jdk.")).findFirst().orElse("");
        return own.startsWith("io.github.cameldiffbot.") && !own.endsWith(".<clinit>")
                && !frames.contains("java.lang.ClassLoader.loadClass");
    }

    private static String name(RecordedFrame frame) {
        return frame.getMethod().getType().getName() + '.' + frame.getMethod().getName();
    }

    private List<RecordedEvent> named(String type) {
        return events.stream().filter(e -> e.getEventType().getName().equals(type)).toList();
    }

    private static List<RecordedEvent> events(Path recordings) {
        try (Stream<Path> files = Files.list(recordings)) {
            return files.flatMap(PinnedThreads::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<RecordedEvent> read(Path recording) {
        try {
            return RecordingFile.readAllEvents(recording).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
