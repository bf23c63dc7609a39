/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import io.github.cameldiffbot.DiffbotComponent;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The properties apply to the component diffbot only")
class TwoAccountsTest {

    @Test
    @DisplayName("A component of another name keeps its token and address")
    void leaveOtherComponentsAlone() {
        DiffbotComponent eu = new DiffbotComponent();
        eu.getConfiguration().setToken("token-of-the-eu-account");
        eu.getConfiguration().setBaseUrl("https://eu.example.org/v3");

        Boot.application("camel.component.diffbot.token=token-of-the-main-account",
                "camel.component.diffbot.base-url=https://main.example.org/v3")
                .withBean("diffbotEu", DiffbotComponent.class, () -> eu).run(application -> {
                    CamelContext camel = application.getBean(CamelContext.class);
                    assertThat(camel.getComponent("diffbotEu")).isSameAs(eu);
                    assertThat(eu.getConfiguration().getToken()).isEqualTo("token-of-the-eu-account");
                    assertThat(eu.getConfiguration().getBaseUrl()).isEqualTo("https://eu.example.org/v3");
                    assertThat(Boot.component(application).getConfiguration().getToken())
                            .isEqualTo("token-of-the-main-account");
                });
    }

    @Test
    @DisplayName("A bean named diffbot gets the properties")
    void reachTheBeanOfTheName() {
        Boot.application("camel.component.diffbot.token=token-of-the-main-account").withBean("diffbot", DiffbotComponent.class)
                .run(application -> {
                    assertThat(Boot.component(application)).isSameAs(application.getBean("diffbot"));
                    assertThat(Boot.component(application).getConfiguration().getToken())
                            .isEqualTo("token-of-the-main-account");
                });
    }
}
