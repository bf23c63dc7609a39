/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.operation;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.github.cameldiffbot.internal.session.JobIdentity;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JobClaimsTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final JobIdentity JOB = job("shop");
    private static final long SLOT = Duration.ofMinutes(4).toMillis();
    private static final long MARGIN = SLOT / 8;
    // 4 minutes without a call of 2 minutes, a request of 1 minute and the margin
    private static final long SPARE = Duration.ofSeconds(30).toMillis();

    private final AtomicLong clock = new AtomicLong(1_000_000_000_000L);
    private final MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
    private JobClaims one;
    private JobClaims other;

    @BeforeEach
    void start() {
        repository.start();
        one = claims(repository);
        other = claims(repository);
    }

    @Test
    @DisplayName("Only one node has the claim of a name until it releases it")
    void oneNode() {
        JobClaims.Claim claim = one.claim(JOB).orElseThrow();

        assertThat(other.claim(JOB)).isEmpty();
        assertThat(other.claim(job("books"))).isPresent();
        claim.release();
        assertThat(other.claim(JOB)).isPresent();
    }

    @Test
    @DisplayName("The claim of a killed node counts for a slot and at most two, and one node takes over")
    void killed() {
        Optional<JobClaims.Claim> dead = one.claim(JOB);
        assertThat(dead).isPresent();

        clock.addAndGet(one.expiry().toMillis() / 2);
        assertThat(other.claim(JOB)).isEmpty();
        clock.addAndGet(one.expiry().toMillis() / 2);

        assertThat(other.claim(JOB)).isPresent();
        assertThat(claims(repository).claim(JOB)).isEmpty();
    }

    @Test
    @DisplayName("A node whose clock is behind does not get the claim of a node in the next slot")
    void clocks() {
        long now = clock.get();
        clock.addAndGet(one.expiry().toMillis() / 2);
        assertThat(one.claim(JOB)).isPresent();

        clock.set(now);

        assertThat(other.claim(JOB)).isEmpty();
    }

    @Test
    @DisplayName("A claim is valid for a call that ends before its expiry, without a call of the repository")
    void validity() {
        JobClaims.Claim claim = one.claim(JOB).orElseThrow();

        clock.set(nextSlot() + SPARE);

        assertThat(claim.extend()).isTrue();
        assertThat(repository.getCacheSize()).isEqualTo(1);
    }

    @Test
    @DisplayName("A claim that becomes too old is extended, and no other node gets the name until the new expiry")
    void extended() {
        JobClaims.Claim claim = one.claim(JOB).orElseThrow();
        for (int slot = 0; slot < 3; slot++) {
            clock.set(nextSlot() + SPARE + 1);
            assertThat(other.claim(JOB)).isEmpty();

            assertThat(claim.extend()).isTrue();

            assertThat(other.claim(JOB)).isEmpty();
        }
        assertThat(repository.getCacheSize()).isEqualTo(4);
        clock.set(nextSlot() + SLOT - 1);
        assertThat(other.claim(JOB)).isEmpty();

        claim.release();

        assertThat(repository.getCacheSize()).isZero();
        assertThat(other.claim(JOB)).isPresent();
    }

    @Test
    @DisplayName("A claim that has expired for a node whose clock is ahead is not extended")
    void notExtended() {
        JobClaims.Claim claim = one.claim(JOB).orElseThrow();

        clock.set(nextSlot() + SLOT - MARGIN);

        assertThat(claim.extend()).isFalse();
        assertThat(repository.getCacheSize()).isEqualTo(1);
    }

    @Test
    @DisplayName("A claim whose extension takes longer than it lasts is not extended")
    void extendedTooLate() {
        long end = nextSlot() + SLOT - MARGIN;
        MemoryIdempotentRepository slow = new MemoryIdempotentRepository() {
            @Override
            public boolean add(String key) {
                boolean added = super.add(key);
                if (getCacheSize() > 1) {
                    clock.set(end);
                }
                return added;
            }
        };
        JobClaims.Claim claim = claims(slow).claim(JOB).orElseThrow();
        clock.set(end - 1);

        assertThat(claim.extend()).isFalse();

        claim.release();
        assertThat(slow.getCacheSize()).isZero();
    }

    @Test
    @DisplayName("A failure of the repository while a claim is extended is an error, and the release leaves no key")
    void failedExtension() {
        MemoryIdempotentRepository failing = new MemoryIdempotentRepository() {
            private boolean failed;

            @Override
            public boolean add(String key) {
                boolean added = super.add(key);
                if (getCacheSize() > 1 && !failed) {
                    failed = true;
                    throw new IllegalStateException("no connection");
                }
                return added;
            }

            @Override
            public boolean contains(String key) {
                if (failed && getCacheSize() > 1) {
                    throw new IllegalStateException("no connection");
                }
                return super.contains(key);
            }
        };
        JobClaims.Claim claim = claims(failing).claim(JOB).orElseThrow();
        clock.set(nextSlot() + SPARE + 1);

        assertThatThrownBy(claim::extend).hasMessage("no connection");

        claim.release();
        assertThat(failing.getCacheSize()).isZero();
    }

    @Test
    @DisplayName("Keys of accounts differ, fit into the column of Camel's JDBC repository and do not contain the token")
    void keys() {
        String longName = "n".repeat(300);
        one.claim(job(longName));
        one.claim(job(longName + "2"));
        one.claim(JOB);
        one.claim(new JobIdentity(JOB.baseUrl(), "another", "shop"));

        assertThat(repository.getCacheSize()).isEqualTo(4);
        assertThat(repository.getCache().keySet()).allSatisfy(key -> assertThat(key).hasSizeLessThanOrEqualTo(100)
                .doesNotContain(TOKEN).doesNotContain("another"));
    }

    @Test
    @DisplayName("A violated primary key means that another node was faster")
    void primaryKey() {
        MemoryIdempotentRepository racing = new MemoryIdempotentRepository() {
            @Override
            public boolean add(String key) {
                super.add(key);
                throw new IllegalStateException("duplicate key");
            }
        };

        assertThat(claims(racing).claim(JOB)).isEmpty();
    }

    @Test
    @DisplayName("A node that sees a claim of the slot before only after its own claim withdraws its own")
    void neighbour() {
        MemoryIdempotentRepository racing = new MemoryIdempotentRepository() {
            @Override
            public boolean add(String key) {
                int slot = key.lastIndexOf('@') + 1;
                super.add(key.substring(0, slot) + (Long.parseLong(key.substring(slot)) - 1));
                return super.add(key);
            }
        };

        assertThat(claims(racing).claim(JOB)).isEmpty();

        assertThat(racing.getCacheSize()).isEqualTo(1);
    }

    @Test
    @DisplayName("Another failure of the repository is an error")
    void failure() {
        MemoryIdempotentRepository failing = new MemoryIdempotentRepository() {
            @Override
            public boolean add(String key) {
                throw new IllegalStateException("no connection");
            }
        };

        assertThatThrownBy(() -> claims(failing).claim(JOB)).hasMessage("no connection");
    }

    @Test
    @DisplayName("A claim that cannot be released expires")
    void failedRelease() {
        MemoryIdempotentRepository failing = new MemoryIdempotentRepository() {
            @Override
            public boolean remove(String key) {
                throw new IllegalStateException("no connection");
            }
        };
        JobClaims claims = claims(failing);
        claims.claim(JOB).orElseThrow().release();
        assertThat(claims.claim(JOB)).isEmpty();

        clock.addAndGet(one.expiry().toMillis());

        assertThat(claims.claim(JOB)).isPresent();
    }

    private long nextSlot() {
        return (Math.floorDiv(clock.get(), SLOT) + 1) * SLOT;
    }

    private JobClaims claims(MemoryIdempotentRepository shared) {
        shared.start();
        return new JobClaims(shared, clock::get, Duration.ofMinutes(2), Duration.ofMinutes(1));
    }

    private static JobIdentity job(String name) {
        return new JobIdentity(URI.create("https://api.diffbot.com/v3"), TOKEN, name);
    }
}
