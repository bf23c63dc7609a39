/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.claim;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.github.cameldiffbot.FailingRepository;
import io.github.cameldiffbot.FailingRepository.Call;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("Nodes that share a repository share claims, which expire")
class SharedClaimsTest {

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String ACCOUNT = "https://api.diffbot.com/v3\n" + TOKEN;
    private static final String JOB = "shop";
    private static final long SLOT = Duration.ofMinutes(4).toMillis();
    private static final long MARGIN = SLOT / 8;
    // 4 minutes without a call of 2 minutes, a request of 1 minute and the margin
    private static final long SPARE = Duration.ofSeconds(30).toMillis();

    private final AtomicLong clock = new AtomicLong(1_000_000_000_000L);
    private final MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
    private SharedClaims one;
    private SharedClaims other;

    @BeforeEach
    void start() {
        repository.start();
        one = claims(repository);
        other = claims(repository);
    }

    @Test
    @DisplayName("Only one node has the claim of a name until it releases it")
    void oneNode() {
        SharedClaims.Claim claim = one.claim(ACCOUNT, JOB).orElseThrow();

        assertThat(other.claim(ACCOUNT, JOB)).isEmpty();
        assertThat(other.claim(ACCOUNT, "books")).isPresent();
        claim.release();
        assertThat(other.claim(ACCOUNT, JOB)).isPresent();
    }

    @Test
    @DisplayName("The claim of a killed node counts for a slot and at most two, and one node takes over")
    void killed() {
        Optional<SharedClaims.Claim> dead = one.claim(ACCOUNT, JOB);
        assertThat(dead).isPresent();

        clock.addAndGet(one.expiry().toMillis() / 2);
        assertThat(other.claim(ACCOUNT, JOB)).isEmpty();
        clock.addAndGet(one.expiry().toMillis() / 2);

        assertThat(other.claim(ACCOUNT, JOB)).isPresent();
        assertThat(claims(repository).claim(ACCOUNT, JOB)).isEmpty();
    }

    @Test
    @DisplayName("A node whose clock is behind does not get the claim of a node in the next slot")
    void clocks() {
        long now = clock.get();
        clock.addAndGet(one.expiry().toMillis() / 2);
        assertThat(one.claim(ACCOUNT, JOB)).isPresent();

        clock.set(now);

        assertThat(other.claim(ACCOUNT, JOB)).isEmpty();
    }

    @Test
    @DisplayName("A claim is valid for a call that ends before its expiry, without a call of the repository")
    void validity() {
        SharedClaims.Claim claim = one.claim(ACCOUNT, JOB).orElseThrow();

        clock.set(nextSlot() + SPARE);

        assertThat(claim.extend()).isTrue();
        assertThat(repository.getCacheSize()).isEqualTo(1);
    }

    @Test
    @DisplayName("A claim that becomes too old is extended, and no other node gets the name until the new expiry")
    void extended() {
        SharedClaims.Claim claim = one.claim(ACCOUNT, JOB).orElseThrow();
        for (int slot = 0; slot < 3; slot++) {
            clock.set(nextSlot() + SPARE + 1);
            assertThat(other.claim(ACCOUNT, JOB)).isEmpty();

            assertThat(claim.extend()).isTrue();

            assertThat(other.claim(ACCOUNT, JOB)).isEmpty();
        }
        // older keys are removed
        assertThat(repository.getCacheSize()).isEqualTo(2);
        clock.set(nextSlot() + SLOT - 1);
        assertThat(other.claim(ACCOUNT, JOB)).isEmpty();

        claim.release();

        assertThat(repository.getCacheSize()).isZero();
        assertThat(other.claim(ACCOUNT, JOB)).isPresent();
    }

    @Test
    @DisplayName("A claim that has expired for a node whose clock is ahead is not extended")
    void notExtended() {
        SharedClaims.Claim claim = one.claim(ACCOUNT, JOB).orElseThrow();

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
        SharedClaims.Claim claim = claims(slow).claim(ACCOUNT, JOB).orElseThrow();
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
        SharedClaims.Claim claim = claims(failing).claim(ACCOUNT, JOB).orElseThrow();
        clock.set(nextSlot() + SPARE + 1);

        assertThatThrownBy(claim::extend).hasMessage("no connection")
                .satisfies(e -> assertThat(e.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class));

        claim.release();
        assertThat(failing.getCacheSize()).isZero();
    }

    @Test
    @DisplayName("Keys of accounts differ, fit into the column of Camel's JDBC repository and do not contain the token")
    void keys() {
        String longName = "n".repeat(300);
        one.claim(ACCOUNT, longName);
        one.claim(ACCOUNT, longName + "2");
        one.claim(ACCOUNT, JOB);
        one.claim("another", JOB);

        assertThat(repository.getCacheSize()).isEqualTo(4);
        assertThat(repository.getCache().keySet()).allSatisfy(key -> assertThat(key).hasSizeLessThanOrEqualTo(100)
                .doesNotContain(TOKEN).doesNotContain("another"));
    }

    @Test
    @DisplayName("A key has a name of up to 56 characters as it is, and of a longer one the start and a hash")
    void longNames() {
        one.claim(ACCOUNT, "n".repeat(56));
        one.claim(ACCOUNT, "m".repeat(57));

        assertThat(repository.getCache().keySet()).anyMatch(key -> key.contains(':' + "n".repeat(56) + '@'))
                .anyMatch(key -> key.contains(':' + "m".repeat(39) + '#'));
    }

    @Test
    @DisplayName("A violated primary key means that another node was faster")
    void primaryKey() {
        assertThat(claims(new FailingRepository(Call.ADDED)).claim(ACCOUNT, JOB)).isEmpty();
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

        assertThat(claims(racing).claim(ACCOUNT, JOB)).isEmpty();

        assertThat(racing.getCacheSize()).isEqualTo(1);
    }

    @Test
    @DisplayName("A node that was paused while it claimed the name, until its claim had expired, withdraws it")
    void paused() {
        MemoryIdempotentRepository slow = new MemoryIdempotentRepository() {
            @Override
            public boolean add(String key) {
                boolean added = super.add(key);
                clock.set(nextSlot() + SLOT - MARGIN);
                return added;
            }
        };

        assertThat(claims(slow).claim(ACCOUNT, JOB)).isEmpty();

        assertThat(slow.getCacheSize()).isZero();
    }

    @Test
    @DisplayName("A released claim is not extended")
    void released() {
        SharedClaims.Claim claim = one.claim(ACCOUNT, JOB).orElseThrow();
        claim.release();
        clock.set(nextSlot() + SPARE + 1);

        assertThat(claim.extend()).isFalse();

        assertThat(repository.getCacheSize()).isZero();
    }

    @Test
    @DisplayName("Another failure of the repository is an error")
    void failure() {
        SharedClaims failing = claims(new FailingRepository(Call.ADD));

        assertThatThrownBy(() -> failing.claim(ACCOUNT, JOB)).hasMessage("no connection: ADD");
    }

    @Test
    @DisplayName("A claim that cannot be released expires")
    void failedRelease() {
        SharedClaims claims = claims(new FailingRepository(Call.REMOVE));
        claims.claim(ACCOUNT, JOB).orElseThrow().release();
        assertThat(claims.claim(ACCOUNT, JOB)).isEmpty();

        clock.addAndGet(one.expiry().toMillis());

        assertThat(claims.claim(ACCOUNT, JOB)).isPresent();
    }

    private long nextSlot() {
        return (Math.floorDiv(clock.get(), SLOT) + 1) * SLOT;
    }

    private SharedClaims claims(MemoryIdempotentRepository shared) {
        shared.start();
        return new SharedClaims(shared, clock::get, Duration.ofMinutes(2), Duration.ofMinutes(1));
    }
}
