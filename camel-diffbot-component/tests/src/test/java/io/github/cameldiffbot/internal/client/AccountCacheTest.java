/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.client;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@DisplayName("The account is read once a minute, and promises of credits count until the next read")
class AccountCacheTest {

    private final AtomicLong time = new AtomicLong();
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicLong used = new AtomicLong();
    private final AccountCache cache = new AccountCache(this::read, time::get);

    private Account read() {
        reads.incrementAndGet();
        return new Account(Map.of("planCredits", 100, "usage", List.of(Map.of("date", "d", "credits", used.get()))));
    }

    @Test
    @DisplayName("The account is read again after a minute")
    void age() {
        cache.get();
        time.addAndGet(Duration.ofMinutes(1).toNanos());
        cache.get();
        assertThat(reads).hasValue(1);

        used.set(30);
        time.incrementAndGet();
        assertThat(cache.get().creditsLeft()).isEqualTo(70);
        assertThat(reads).hasValue(2);
    }

    @Test
    @DisplayName("A promise is kept only if the reserve stays, and is forgotten with the next read")
    void promise() {
        assertThat(cache.promise(60, 30)).matches(AccountCache.Promise::granted).extracting("left").isEqualTo(100L);
        assertThat(cache.promise(20, 30)).matches(promise -> !promise.granted()).extracting("left").isEqualTo(40L);
        assertThat(cache.promise(10, 30)).matches(AccountCache.Promise::granted);
        cache.recordUse(5);
        assertThat(cache.promise(0, 0).left()).isEqualTo(25);
        cache.recordUse(100);
        assertThat(cache.promise(0, 0).left()).isZero();

        time.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(cache.promise(0, 0).left()).isEqualTo(100);
    }

    @Test
    @DisplayName("A promise that is taken back is free again, but not after a later read")
    void release() {
        AccountCache.Promise promise = cache.promise(60, 30);
        cache.release(promise);
        assertThat(cache.promise(0, 0).left()).isEqualTo(100);
        cache.release(cache.promise(80, 30));
        assertThat(cache.promise(0, 0).left()).isEqualTo(100);

        time.addAndGet(Duration.ofMinutes(2).toNanos());
        cache.promise(10, 0);
        cache.release(promise);
        assertThat(cache.promise(0, 0).left()).isEqualTo(90);
    }

    @Test
    @DisplayName("An account that has used more than its plan has nothing left")
    void overdrawn() {
        used.set(500);

        assertThat(cache.promise(0, 0).left()).isZero();
    }

    @Test
    @DisplayName("A failed read is not remembered")
    void failure() {
        AccountCache failing = new AccountCache(() -> {
            if (reads.incrementAndGet() == 1) {
                throw new IllegalStateException("no answer");
            }
            return new Account(Map.of("planCredits", "7"));
        }, time::get);

        assertThatIllegalStateException().isThrownBy(failing::get);
        assertThat(failing.get().creditsLeft()).isEqualTo(7);
    }
}
