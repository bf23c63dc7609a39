/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.util.List;

import io.github.cameldiffbot.data.UrlReportRow;
import io.github.cameldiffbot.data.UrlStatus;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

@DisplayName("The example submits failed URLs again")
class FailedUrlsAgainTest {

    @Test
    @DisplayName("The failed URLs alone are submitted again and succeed")
    void justTheFailedUrlsAreSubmittedAgainAndSucceed() throws Exception {
        Main main = new Main();
        // to check the jobs afterwards
        main.addOverrideProperty("camel.main.durationMaxMessages", "0");
        main.init();
        NotifyBuilder done = new NotifyBuilder(main.getCamelContext()).fromRoute("failed-urls-again").whenDone(1).create();
        main.start();
        try {
            assertThat(done.matches(90, SECONDS)).isTrue();

            assertThat(report(main, "pages")).extracting(FailedUrlsAgainTest::page, UrlReportRow::getUrlStatus)
                    .containsExactlyInAnyOrder(
                            tuple("notes/1", UrlStatus.success), tuple("notes/2", UrlStatus.success),
                            tuple("late/1", UrlStatus.failed), tuple("late/2", UrlStatus.failed));
            assertThat(report(main, "pages-again")).extracting(FailedUrlsAgainTest::page, UrlReportRow::getUrlStatus)
                    .containsExactlyInAnyOrder(tuple("late/1", UrlStatus.success), tuple("late/2", UrlStatus.success));
        } finally {
            main.stop();
        }
    }

    @SuppressWarnings("unchecked")
    private static List<UrlReportRow> report(Main main, String job) throws Exception {
        return main.getCamelTemplate().requestBody("diffbot:bulk/" + job + "?operation=urlReport", null, List.class);
    }

    private static String page(UrlReportRow row) {
        return row.getUrl().replaceFirst(".*?//.*?/", "");
    }
}
