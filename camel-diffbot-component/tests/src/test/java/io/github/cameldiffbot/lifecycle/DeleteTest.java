/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.lifecycle;

import io.github.cameldiffbot.error.DiffbotNoSuchJobException;
import io.github.cameldiffbot.job.Job;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A job is deleted with its data")
class DeleteTest extends LifeCycleSupport {

    @JobOfEachType
    @DisplayName("A delete returns the last state of the job and affects no other")
    void andNoOther(String type, String asked) throws Exception {
        start("type", asked);
        make(type, "life");
        make(type, "other");
        awaitStatus("life", 9);

        Job deleted = job("direct:delete", null);
        assertThat(deleted.getType()).isEqualTo(type);
        assertThat(deleted.getStatus().getCode()).isEqualTo(9);
        assertThat(deleted.getObjectsFound()).isEqualTo(1);
        assertThat(sandboxJob("life")).isNull();
        assertThat(sandboxJob("other")).isNotNull();
        assertThat(trySend("direct:delete", null).getException()).isInstanceOf(DiffbotNoSuchJobException.class);
    }

    @Override
    RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:delete").to("diffbot:{{type}}/life?operation=delete");
            }
        };
    }
}
