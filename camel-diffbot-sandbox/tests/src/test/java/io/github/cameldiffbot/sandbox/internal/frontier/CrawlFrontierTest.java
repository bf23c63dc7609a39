/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.frontier;

import java.util.ArrayList;
import java.util.List;

import io.github.cameldiffbot.sandbox.internal.url.UrlList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A frontier limits the active seeds")
class CrawlFrontierTest {

    private final CrawlFrontier frontier = new CrawlFrontier();

    @Test
    @DisplayName("At most 30 seeds are active at a time")
    void activeSeeds() {
        submit(32);
        List<WorkItem> taken = takeAll();
        assertThat(taken).hasSize(30);
        assertThat(frontier.isEmpty()).isFalse();
        frontier.offer(new WorkItem("http://example.org/0/more", taken.get(0).seed(), 1, 0, false));
        frontier.finished(taken.get(0));
        assertThat(takeAll()).extracting(WorkItem::url).containsExactly("http://example.org/0/more");
        frontier.finished(taken.get(1));
        assertThat(takeAll()).extracting(WorkItem::url).containsExactly("http://example.org/30");
        taken.subList(2, 30).forEach(frontier::finished);
        assertThat(takeAll()).extracting(WorkItem::url).containsExactly("http://example.org/31");
        assertThat(frontier.isEmpty()).isTrue();
    }

    @Test
    @DisplayName("A round starts with the first seed")
    void startRound() {
        submit(2);
        takeAll();
        frontier.startRound(0);
        assertThat(takeAll()).hasSize(2);
    }

    private void submit(int seeds) {
        UrlList urls = new UrlList();
        for (int i = 0; i < seeds; i++) {
            urls.add("http://example.org/" + i);
        }
        frontier.submit(urls, 0);
    }

    private List<WorkItem> takeAll() {
        List<WorkItem> taken = new ArrayList<>();
        for (WorkItem item = frontier.next(); item != null; item = frontier.next()) {
            taken.add(item);
        }
        return taken;
    }
}
