/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.data.OnBadRecord;
import io.github.cameldiffbot.data.ResultIterator;
import io.github.cameldiffbot.error.DiffbotTruncatedDataException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@DisplayName("Records are requested late, and their connection is released early")
class RecordIteratorLifeTest {

    private static final String THREE = "[{\"id\":1},{\"id\":2},{\"id\":3}]";

    private final FakeResponse response = new FakeResponse(THREE);

    @Test
    @DisplayName("Nothing is requested before the first record")
    void noRequestBeforeTheFirstRecord() {
        ResultIterator<Object> records = Records.read(response, Reading.strict());
        assertThat(records.received()).isZero();
        assertThat(response.opened()).isZero();
        records.next();
        assertThat(response.opened()).isOne();
    }

    @Test
    @DisplayName("An iterator that was closed unread requests nothing")
    void anIteratorThatWasClosedUnreadAsksForNothing() {
        ResultIterator<Object> records = Records.read(response, Reading.strict());
        records.close();
        assertThatThrownBy(records::hasNext).isInstanceOf(IllegalStateException.class);
        assertThat(response.opened()).isZero();
    }

    @Test
    @DisplayName("The connection is released once, at the end of the records")
    void atTheEndTheConnectionIsReleasedOnce() {
        ResultIterator<Object> records = Records.read(response, Reading.strict());
        for (int i = 1; i <= 3; i++) {
            assertThat(records.hasNext()).isTrue();
            assertThat(records.hasNext()).isTrue();
            assertThat(((DiffbotRecord) records.next()).getId()).isEqualTo(Integer.toString(i));
            assertThat(records.received()).isEqualTo(i);
        }
        assertThat(response.released()).isZero();
        assertThat(records.hasNext()).isFalse();
        assertThat(records.hasNext()).isFalse();
        assertThatThrownBy(records::next).isInstanceOf(NoSuchElementException.class);
        records.close();
        assertThat(response.released()).isOne();
        assertThat(response.aborted()).isZero();
        assertThat(response.opened()).isOne();
    }

    @Test
    @DisplayName("An early close aborts the connection once")
    void closingEarlyCutsTheConnectionOnce() {
        ResultIterator<Object> records = Records.read(response, Reading.strict());
        records.next();
        assertThat(records.hasNext()).isTrue();
        records.close();
        records.close();
        assertThat(response.aborted()).isOne();
        assertThat(response.released()).isZero();
        assertThat(records.received()).isOne();
    }

    @Test
    @DisplayName("A read after an early close is an error, not the end")
    void anEarlyCloseDoesNotLookLikeTheEnd() {
        ResultIterator<Object> records = Records.read(response, Reading.strict());
        records.next();
        records.close();
        assertThatThrownBy(records::hasNext).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed before all of them were read").hasMessageContaining("List");
        assertThatThrownBy(records::next).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @DisplayName("The last requested record aborts the connection")
    void theLastRecordThatIsWantedCutsTheConnection() {
        ResultIterator<Object> records = Records.read(response, Reading.first(2));
        records.next();
        assertThat(response.aborted()).isZero();
        assertThat(((DiffbotRecord) records.next()).getId()).isEqualTo("2");
        assertThat(response.aborted()).isOne();
        assertThat(records.hasNext()).isFalse();
        assertThat(records.received()).isEqualTo(2);
    }

    @Test
    @DisplayName("A limit above the number of records returns all of them")
    void moreWantedThanThereAreIsAllOfThem() {
        assertThat(Reading.json(Records.read(response, Reading.first(9)))).hasSize(3);
        assertThat(response.released()).isOne();
    }

    @Test
    @DisplayName("An error of the request is thrown, also by each later read")
    void aRefusalToOpenIsPassedOn() {
        ResultIterator<Object> records = Records.read(() -> {
            throw new IllegalArgumentException("refused");
        }, Reading.strict());
        IllegalArgumentException e = catchThrowableOfType(IllegalArgumentException.class, records::hasNext);
        assertThat(e).hasMessage("refused");
        Reading.assertFailsAgain(records, e);
    }

    @Test
    @DisplayName("A close while another thread waits for data is an error for that thread")
    void closingWhileAnotherThreadWaitsForDataIsNoSilentEnd() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch cut = new CountDownLatch(1);
        FakeResponse stalled = new FakeResponse(new InputStream() {

            @Override
            public int read() throws IOException {
                reading.countDown();
                try {
                    cut.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new IOException("Socket closed");
            }
        });
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            ResultIterator<Object> records = Records.read(stalled, Reading.strict());
            Future<Boolean> next = executor.submit(records::hasNext);
            reading.await();
            records.close();
            assertThat(stalled.aborted()).isOne();
            cut.countDown();
            ExecutionException e = catchThrowableOfType(ExecutionException.class, next::get);
            assertThat(e).hasCauseInstanceOf(DiffbotTruncatedDataException.class);
            Reading.assertFailsAgain(records, e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    @DisplayName("Records can be read as a class")
    void recordsCanBeReadAsAClass() {
        assertThat(Reading.all(Records.read(response, Reading.as(Numbered.class, OnBadRecord.fail))))
                .containsExactly(new Numbered(1), new Numbered(2), new Numbered(3));
    }

    @Test
    @DisplayName("A DiffbotRecord is not parsed when it is read")
    void theDefaultClassStaysLazy() {
        Object record = Records.read(response, Reading.as(DiffbotRecord.class, OnBadRecord.fail)).next();
        assertThat(((DiffbotRecord) record).isParsed()).isFalse();
    }

    record Numbered(long id) {
    }
}
