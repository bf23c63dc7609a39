/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.Set;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * How long a repository remembers. Most repositories of caches and grids can be set up either way, so that only those
 * that write to a file, a database or a server are known to outlive the process.
 */
enum RepositoryLifetime {

    /**
     * It forgets with the process.
     */
    PROCESS,

    /**
     * It outlives the process.
     */
    PERSISTENT,

    /**
     * Only its author knows.
     */
    UNKNOWN;

    private static final Set<String> PERSISTENT_CLASSES = Set.of(
            "org.apache.camel.component.infinispan.remote.InfinispanRemoteIdempotentRepository",
            "org.apache.camel.component.mongodb.processor.idempotent.MongoDbIdempotentRepository",
            "org.apache.camel.component.redis.processor.idempotent.SpringRedisIdempotentRepository",
            "org.apache.camel.processor.idempotent.cassandra.CassandraIdempotentRepository",
            "org.apache.camel.processor.idempotent.jdbc.AbstractJdbcMessageIdRepository",
            "org.apache.camel.processor.idempotent.jpa.JpaMessageIdRepository",
            "org.apache.camel.processor.idempotent.kafka.KafkaIdempotentRepository");

    /**
     * That of a repository, which may be a subclass of a known one.
     */
    static RepositoryLifetime of(IdempotentRepository repository) {
        if (repository == null || repository instanceof MemoryIdempotentRepository) {
            return PROCESS;
        }
        if (repository instanceof FileIdempotentRepository) {
            return PERSISTENT;
        }
        for (Class<?> type = repository.getClass(); type != null; type = type.getSuperclass()) {
            // by name: these classes need not be on the class path
            if (PERSISTENT_CLASSES.contains(type.getName())) {
                return PERSISTENT;
            }
        }
        return UNKNOWN;
    }
}
