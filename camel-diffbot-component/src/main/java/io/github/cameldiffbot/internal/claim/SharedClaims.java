/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.claim;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import io.github.cameldiffbot.internal.json.KeyHash;
import io.github.cameldiffbot.internal.text.Excerpt;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims of names in a repository that several nodes share. At most one node has the claim of a name.
 * <p>
 * The key of a claim contains a time slot. A claim counts until the end of the next slot, so that of a killed node
 * expires without being removed: only its owner removes it. A node that could remove the claim of another one might
 * remove a newer claim than the one it saw. A claim that is needed for long is extended by the key of the next slot.
 * The clocks of the nodes must differ by less than an eighth of a slot.
 */
public final class SharedClaims {

    private static final Logger LOG = LoggerFactory.getLogger(SharedClaims.class);

    private static final int MARGINS_PER_SLOT = 8;
    private static final int KEYS_OF_CLAIM = 2;
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
    public SharedClaims(IdempotentRepository repository, LongSupplier clock, Duration grace, Duration requestTimeout) {
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
    public final class Claim {

        private final String prefix;
        // held during calls of the repository, which may be a database
        private final Lock lock = new ReentrantLock();
        private final List<String> keys = new ArrayList<>();
        private long slot;
        private boolean released;

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
        public boolean extend() {
            lock.lock();
            try {
                return !released && (isValid() || isOwned() && add(slot + 1) && isOwned() && moveOn());
            } finally {
                lock.unlock();
            }
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
            // the two newest keys exclude all other nodes
            while (keys.size() > KEYS_OF_CLAIM) {
                SharedClaims.this.remove(keys.remove(0));
            }
            return true;
        }

        private boolean add(long keySlot) {
            String key = prefix + keySlot;
            // also removed if the repository fails after it has added the key
            keys.add(key);
            if (!SharedClaims.this.add(key)) {
                keys.remove(key);
                return false;
            }
            return true;
        }

        /**
         * Releases the claim. If the repository fails, the claim expires later.
         */
        public void release() {
            lock.lock();
            try {
                released = true;
                keys.forEach(SharedClaims.this::remove);
            } finally {
                lock.unlock();
            }
        }
    }

    private long endOf(long slot) {
        return (slot + 1) * slotMillis;
    }

    /**
     * Returns the time after which each claim has expired.
     */
    public Duration expiry() {
        return Duration.ofMillis(2 * slotMillis);
    }

    /**
     * Returns the time between two attempts to extend a claim. Several attempts fit into the time before it expires.
     */
    public Duration extensionInterval() {
        return Duration.ofMillis(marginMillis);
    }

    /**
     * Claims a name.
     *
     * @param  account          the account that the name belongs to; the repository stores only a hash of it
     * @return                  empty if another node has the claim, or may have it
     * @throws RuntimeException if the repository fails
     */
    public Optional<Claim> claim(String account, String name) {
        long slot = Math.floorDiv(clock.getAsLong(), slotMillis);
        String prefix = prefix(account, name);
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
            owned = !claimedInOther.getAsBoolean() && claim.isOwned();
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

    private void remove(String key) {
        try {
            repository.remove(key);
        } catch (RuntimeException e) {
            LOG.warn("The claim '{}' could not be removed from the claimRepository. It expires within {} s",
                    Excerpt.of(key), expiry().toSeconds(), e);
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
     * Returns the key of a name without the slot. It contains a hash of the account, so that accounts can share a
     * repository. It fits into the 100 characters of the column of Camel's JDBC repository.
     */
    private static String prefix(String account, String name) {
        String text = name.length() <= MAX_NAME ? name : name.substring(0, NAME_START) + '#' + hash(name);
        return "diffbot:" + hash(account) + ':' + text + '@';
    }

    private static String hash(String text) {
        return String.format("%016x", KeyHash.of(text.getBytes(StandardCharsets.UTF_8)));
    }
}
