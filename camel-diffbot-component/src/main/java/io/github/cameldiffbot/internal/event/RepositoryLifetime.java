/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.event;

import java.util.Set;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * The lifetime of a repository's content. Only repositories that write to a file, database or server are known to
 * outlive the process; most caches and grids can be configured either way.
 */
enum RepositoryLifetime {

    /**
     * The content is lost with the process.
     */
    PROCESS,

    /**
     * The content outlives the process.
     */
    PERSISTENT,

    /**
     * The lifetime is unknown.
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
     * Returns the lifetime of a repository, which may be an instance of a subclass.
     */
    static RepositoryLifetime of(IdempotentRepository repository) {
        if (repository instanceof MemoryIdempotentRepository) {
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
