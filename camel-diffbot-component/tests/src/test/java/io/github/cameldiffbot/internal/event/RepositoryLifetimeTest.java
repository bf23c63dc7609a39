/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.nio.file.Path;

import io.github.cameldiffbot.RecordingRepository;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The lifetime of Camel's repositories is known")
class RepositoryLifetimeTest {

    @Test
    @DisplayName("Files and databases outlive the process, also as a subclass")
    void filesAndDatabases() {
        assertThat(RepositoryLifetime.of(FileIdempotentRepository.fileIdempotentRepository(Path.of("handled").toFile())))
                .isEqualTo(RepositoryLifetime.PERSISTENT);
        IdempotentRepository subclass = new JdbcMessageIdRepository() {
            @Override
            public boolean add(String key) {
                return false;
            }
        };
        assertThat(RepositoryLifetime.of(subclass)).isEqualTo(RepositoryLifetime.PERSISTENT);
    }

    @Test
    @DisplayName("Memory does not, and the lifetime of others is unknown")
    void theRest() {
        assertThat(RepositoryLifetime.of(MemoryIdempotentRepository.memoryIdempotentRepository()))
                .isEqualTo(RepositoryLifetime.PROCESS);
        assertThat(RepositoryLifetime.of(new RecordingRepository())).isEqualTo(RepositoryLifetime.UNKNOWN);
    }
}
