/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.job;

import java.io.Serializable;
import java.util.LinkedHashMap;

/**
 * The serialized form of a job.
 */
record SerializedJob(LinkedHashMap<String, Object> members) implements Serializable {

    private Object readResolve() {
        return Job.of(members);
    }
}
