/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.session;

import java.net.URI;

import io.github.cameldiffbot.job.Job;
import io.github.cameldiffbot.job.Jobs;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SharedChangesTest {

    private static final URI BASE = URI.create("http://shared.example/v3");
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @Test
    @DisplayName("Sessions of one base URL and token see each other's changes, others do not, and the last one drops them")
    void sharesAndDrops() {
        Job job = Jobs.bulk("shop").created(1).status(9).job();
        SharedChanges one = SharedChanges.join(BASE, TOKEN);
        SharedChanges two = SharedChanges.join(BASE, TOKEN);
        SharedChanges otherToken = SharedChanges.join(BASE, TOKEN + "0");
        SharedChanges otherUrl = SharedChanges.join(BASE.resolve("/v4"), TOKEN);
        one.changes().recordChange(null, job);

        assertThat(two.changes().after("shop")).isEqualTo(job);
        assertThat(otherToken.changes().after("shop")).isNull();
        assertThat(otherUrl.changes().after("shop")).isNull();
        one.leave();
        assertThat(SharedChanges.join(BASE, TOKEN).changes().after("shop")).isEqualTo(job);
        two.leave();
        two.leave();
        otherToken.leave();
        otherUrl.leave();

        assertThat(SharedChanges.exist(BASE, TOKEN)).isFalse();
        SharedChanges later = SharedChanges.join(BASE, TOKEN);
        assertThat(later.changes().after("shop")).isNull();
        later.leave();
    }
}
