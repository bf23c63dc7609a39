/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.operation;

import java.util.concurrent.CompletableFuture;

import io.github.cameldiffbot.DiffbotConstants;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@DisplayName("A run continues with the job or its results")
class RunResultsTest extends RunTestSupport {

    @Test
    @DisplayName("The body is the ended job")
    void theBodyIsTheEndedJob() throws Exception {
        Exchange exchange = done(send("diffbot:bulk/shop?operation=run", pages(3)));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Job.class).getStatus().getCode()).isEqualTo(9);
        assertThat(exchange.getMessage().getHeader(DiffbotConstants.JOB_STATUS)).isEqualTo(9);
        assertThat(exchange.getMessage().getHeader(DiffbotConstants.OBJECTS_FOUND)).isEqualTo(3L);
    }

    @Test
    @DisplayName("With fetch=data the records are the body")
    void theRecordsAreReadInTheRoute() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:records").to("diffbot:bulk/shop?operation=run&fetch=data")
                        .split(body()).streaming().to("mock:records");
            }
        });
        MockEndpoint records = getMockEndpoint("mock:records");
        records.expectedMessageCount(4);

        done(send("direct:records", pages(4)));

        records.assertIsSatisfied();
    }

    @Test
    @DisplayName("Headers set number and format of the results")
    void headersSayHowManyAndInWhichFormat() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:table").setHeader(DiffbotConstants.NUM, constant(2))
                        .setHeader(DiffbotConstants.FORMAT, constant("csv"))
                        .to("diffbot:bulk/shop?operation=run&fetch=data").split(body()).streaming()
                        .to("mock:rows");
            }
        });

        done(send("direct:table", pages(4)));

        assertThat(sandbox().requests()).filteredOn(request -> request.path().endsWith("/data")).singleElement()
                .satisfies(request -> {
                    assertThat(request.param("num")).isEqualTo("2");
                    assertThat(request.param("format")).isEqualTo("csv");
                });
    }

    @Test
    @DisplayName("With fetch=urlReport the rows are the body")
    void theUrlReportIsReadInTheRoute() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:report").to("diffbot:bulk/shop?operation=run&fetch=urlReport")
                        .split(body()).streaming().to("mock:rows");
            }
        });
        getMockEndpoint("mock:rows").expectedMessageCount(2);

        done(send("direct:report", pages(2)));

        getMockEndpoint("mock:rows").assertIsSatisfied();
    }

    @Test
    @DisplayName("The route continues after the end of the job")
    void theRouteWaitsForTheEndOfTheJob() throws Exception {
        sandbox().hold();
        CompletableFuture<Exchange> run = send("diffbot:bulk/shop?operation=run", pages(3));
        await().until(() -> sandbox().requests().stream().filter(request -> request.method().equals("GET")).count() > 5);

        assertThat(run).isNotDone();
        sandbox().release();

        assertThat(done(run).getException()).isNull();
    }

    @Test
    @DisplayName("The route continues on a thread of DiffbotRun")
    void aRouteContinuesOnAWorkerThread() throws Exception {
        String[] thread = new String[1];
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:thread").to("diffbot:bulk/shop?operation=run")
                        .process(exchange -> thread[0] = Thread.currentThread().getName());
            }
        });

        done(send("direct:thread", pages(1)));

        assertThat(thread[0]).contains("DiffbotRun");
    }

    @Test
    @DisplayName("The operation await waits for an existing job and submits nothing")
    void awaitWaitsForAJobThatExists() throws Exception {
        sandbox().hold();
        template.requestBody("diffbot:crawl/site?maxToProcess=3", sandbox().demoSite().toString());
        CompletableFuture<Exchange> wait = send("diffbot:job/site?operation=await", null);
        sandbox().release();

        assertThat(done(wait).getMessage().getBody(Job.class).getName()).isEqualTo("site");
        assertThat(submissions()).isEqualTo(1);
    }
}
