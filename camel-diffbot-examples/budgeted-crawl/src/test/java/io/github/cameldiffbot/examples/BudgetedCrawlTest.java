/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.util.List;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The example submits only crawls within its budget")
class BudgetedCrawlTest {

    @Test
    @DisplayName("Only the crawl within the budget is submitted")
    void onlyTheCrawlWithinTheBudgetIsSubmitted() throws Exception {
        assertThat(jobsAfter("50")).containsExactly("budgeted-5");
    }

    @Test
    @DisplayName("Nothing is submitted that would use the reserve")
    void nothingIsSubmittedBeyondTheReserve() throws Exception {
        assertThat(jobsAfter("50", "example.reserve", "496")).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static List<String> jobsAfter(String budget, String... properties) throws Exception {
        Main main = new Main();
        main.addOverrideProperty("example.budget", budget);
        for (int i = 0; i < properties.length; i += 2) {
            main.addOverrideProperty(properties[i], properties[i + 1]);
        }
        // to check the jobs afterwards
        main.addOverrideProperty("camel.main.durationMaxMessages", "0");
        main.init();
        NotifyBuilder done = new NotifyBuilder(main.getCamelContext()).fromRoute("plan")
                .filter(exchange -> exchange.getProperty(Exchange.SPLIT_INDEX) == null).whenCompleted(1).create();
        main.start();
        try {
            assertThat(done.matches(90, SECONDS)).isTrue();
            List<Job> jobs = main.getCamelTemplate().requestBody("diffbot:job?operation=list", null, List.class);
            for (Job job : jobs) {
                Exchange status = main.getCamelContext().createFluentProducerTemplate()
                        .to("diffbot:crawl/" + job.getName() + "?operation=status").send();
                assertThat(status.getMessage().getHeader(DiffbotConstants.CREDITS, Long.class)).isBetween(1L, 5L);
            }
            return jobs.stream().map(Job::getName).toList();
        } finally {
            main.stop();
        }
    }
}
