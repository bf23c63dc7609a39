/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.cameldiffbot.internal.client.http.ApiResponse;
import io.github.cameldiffbot.internal.client.http.Call;
import io.github.cameldiffbot.internal.client.http.SecretMasker;
import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.JobKey;
import org.jspecify.annotations.Nullable;

/**
 * Reads lists of jobs, one after the other. It keeps the jobs of the last list, and parses only those that have
 * changed. Most have not: only Diffbot's clock differs.
 */
final class JobListReader {

    /**
     * The maximum number of bytes that are kept of a list. The jobs after them are parsed in each list.
     */
    static final int MAX_BYTES = 16 << 20;

    private static final Listed NONE = new Listed(null, List.of());

    private volatile Listed last = NONE;

    /**
     * The jobs of a list in its order, and the secrets that are masked in them.
     */
    private record Listed(@Nullable SecretMasker mask, List<ListedJob> jobs) {
    }

    /**
     * Reads the next list.
     *
     * @throws IOException if the response ends early or is not JSON
     */
    List<Job> read(Call call, ApiResponse response) throws IOException {
        SecretMasker mask = response.mask();
        Listed earlier = last;
        Expected expected = new Expected(earlier.mask() == mask ? earlier.jobs() : List.of());
        JobParser parser = new JobParser(mask);
        JobListBuffer buffer = new JobListBuffer(response);
        List<ListedJob> listed = new ArrayList<>(earlier.jobs().size());
        List<Job> jobs = new ArrayList<>(earlier.jobs().size());
        for (int bytes = 0; bytes < MAX_BYTES && buffer.hasJob();) {
            ListedJob found = expected.next();
            Job job = found == null ? null : found.repeated(buffer.bytes(), buffer.from(), buffer.end());
            if (found == null || job == null) {
                found = ListedJob.parse(buffer.bytes(), buffer.from(), buffer.end(), parser);
                if (found == null) {
                    break;
                }
                job = found.job();
            }
            expected.found(found);
            listed.add(found);
            jobs.add(job);
            bytes += found.length();
            buffer.skip(found.length());
        }
        List<Job> all = JobResponseParser.parseRest(call, response, buffer.rest(), jobs);
        last = new Listed(mask, listed);
        return all;
    }

    /**
     * Forgets the last list. The next one is parsed as a whole.
     */
    void forget() {
        last = NONE;
    }

    /**
     * The jobs of the last list. After each job, the one that followed it there is expected.
     */
    private static final class Expected {

        private final List<ListedJob> jobs;
        private final Map<JobKey, Integer> places = new HashMap<>();
        private int next;

        Expected(List<ListedJob> jobs) {
            this.jobs = jobs;
        }

        @Nullable
        ListedJob next() {
            return next < jobs.size() ? jobs.get(next) : null;
        }

        void found(ListedJob job) {
            if (job == next()) {
                next++;
                return;
            }
            if (places.isEmpty()) {
                for (int i = 0; i < jobs.size(); i++) {
                    places.put(jobs.get(i).job().getKey(), i);
                }
            }
            next = places.getOrDefault(job.job().getKey(), next - 1) + 1;
        }
    }
}
