/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import io.github.cameldiffbot.internal.json.KeyHash;
import io.github.cameldiffbot.internal.session.JobIdentity;
import io.github.cameldiffbot.internal.text.Excerpt;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims of job names in a repository that several nodes share. At most one node has the claim of a name.
 * <p>
 * The key of a claim contains a time slot. A claim counts until the end of the next slot, so that of a killed node
 * expires without being removed: only its owner removes it. A node that could remove the claim of another one might
 * remove a newer claim than the one it saw. A submission that waits for long extends its claim by the key of the next
 * slot. The clocks of the nodes must differ by less than an eighth of a slot.
 */
final class JobClaims {

    private static final Logger LOG = LoggerFactory.getLogger(JobClaims.class);

    private static final int MARGINS_PER_SLOT = 8;
    private static final int MAX_NAME = 56;
    private static final int NAME_START = 39;

    private final IdempotentRepository repository;
    private final LongSupplier clock;
    private final long slotMillis;
    private final long marginMillis;
    private final long spareMillis;

    /**
     * @param clock          returns the time in milliseconds
     * @param grace          the maximum duration of a call with retries; the same on all nodes
     * @param requestTimeout the maximum duration of one request
     */
    JobClaims(IdempotentRepository repository, LongSupplier clock, Duration grace, Duration requestTimeout) {
        this.repository = repository;
        this.clock = clock;
        this.slotMillis = Math.max(MARGINS_PER_SLOT, grace.multipliedBy(2).toMillis());
        this.marginMillis = slotMillis / MARGINS_PER_SLOT;
        this.spareMillis = Math.max(marginMillis,
                slotMillis - grace.toMillis() - requestTimeout.toMillis() - marginMillis);
    }

    /**
     * The claim of a name by this node.
     */
    final class Claim {

        private final String prefix;
        private final List<String> keys = new ArrayList<>();
        private long slot;

        private Claim(String prefix, long slot) {
            this.prefix = prefix;
            this.slot = slot;
        }

        /**
         * Returns whether a call that begins now certainly ends before the claim expires. Extends the claim if
         * necessary and possible.
         *
         * @throws RuntimeException if the repository fails
         */
        boolean extend() {
            return isValid() || isOwned() && add(slot + 1) && isOwned() && moveOn();
        }

        private boolean isValid() {
            return clock.getAsLong() <= endOf(slot) + spareMillis;
        }

        /**
         * Returns whether the claim counts for all other nodes, also for one whose clock is ahead.
         */
        private boolean isOwned() {
            return clock.getAsLong() < endOf(slot + 1) - marginMillis;
        }

        private boolean moveOn() {
            slot++;
            return true;
        }

        private boolean add(long keySlot) {
            String key = prefix + keySlot;
            // also removed if the repository fails after it has added the key
            keys.add(key);
            if (!JobClaims.this.add(key)) {
                keys.remove(key);
                return false;
            }
            return true;
        }

        /**
         * Releases the claim. If the repository fails, the claim expires later.
         */
        void release() {
            for (String key : keys) {
                try {
                    repository.remove(key);
                } catch (RuntimeException e) {
                    LOG.warn("The claim '{}' could not be removed from the claimRepository. It expires within {} s",
                            Excerpt.of(key), expiry().toSeconds(), e);
                }
            }
        }
    }

    private long endOf(long slot) {
        return (slot + 1) * slotMillis;
    }

    /**
     * Returns the time after which each claim has expired.
     */
    Duration expiry() {
        return Duration.ofMillis(2 * slotMillis);
    }

    /**
     * Claims a name.
     *
     * @return                  empty if another node has the claim, or may have it
     * @throws RuntimeException if the repository fails
     */
    Optional<Claim> claim(JobIdentity job) {
        long slot = Math.floorDiv(clock.getAsLong(), slotMillis);
        String prefix = prefix(job);
        BooleanSupplier claimedInOther
                = () -> repository.contains(prefix + (slot - 1)) || repository.contains(prefix + (slot + 1));
        if (claimedInOther.getAsBoolean()) {
            return Optional.empty();
        }
        Claim claim = new Claim(prefix, slot);
        if (!claim.add(slot)) {
            return Optional.empty();
        }
        boolean owned = false;
        try {
            // a node whose slot differs has either seen this claim or is seen now
            owned = !claimedInOther.getAsBoolean();
        } finally {
            if (!owned) {
                claim.release();
            }
        }
        return owned ? Optional.of(claim) : Optional.empty();
    }

    private boolean add(String key) {
        try {
            return repository.add(key);
        } catch (RuntimeException e) {
            // a database reports a violated primary key if two nodes add the key at the same moment
            if (contains(key, e)) {
                LOG.debug("The claim '{}' belongs to another node", key, e);
                return false;
            }
            throw e;
        }
    }

    private boolean contains(String key, RuntimeException failure) {
        try {
            return repository.contains(key);
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    /**
     * Returns the key of a job without the slot. It contains a hash of the base URL and token, so that accounts can
     * share a repository. It fits into the 100 characters of the column of Camel's JDBC repository.
     */
    private static String prefix(JobIdentity job) {
        String account = hash(job.baseUrl() + "\n" + job.token());
        String name
                = job.name().length() <= MAX_NAME ? job.name() : job.name().substring(0, NAME_START) + '#' + hash(job.name());
        return "diffbot:" + account + ':' + name + '@';
    }

    private static String hash(String text) {
        return String.format("%016x", KeyHash.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
