/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.springboot;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The starter does not change the properties of the application")
class OtherPropertiesTest {

    @Test
    @DisplayName("A converter of the application creates its repositories")
    void keepTheirConverters() {
        Boot.application("shop.repo=1000", "camel.component.diffbot.idempotent-repository=#bean:events")
                .withBean("events", MemoryIdempotentRepository.class).withUserConfiguration(Shop.class).run(application -> {
                    assertThat(application).hasNotFailed();
                    assertThat(((SizedRepository) application.getBean(ShopProperties.class).getRepo()).size).isEqualTo(1000);
                    assertThat(Boot.option(application, "idempotentRepository")).isSameAs(application.getBean("events"));
                });
    }

    @Configuration
    @EnableConfigurationProperties(ShopProperties.class)
    static class Shop {

        @Bean
        @ConfigurationPropertiesBinding
        static SizeToRepository sizeToRepository() {
            return new SizeToRepository();
        }
    }

    static class SizeToRepository implements Converter<String, IdempotentRepository> {

        @Override
        public IdempotentRepository convert(String size) {
            return new SizedRepository(Integer.parseInt(size));
        }
    }

    static class SizedRepository extends MemoryIdempotentRepository {

        private final int size;

        SizedRepository(int size) {
            this.size = size;
        }
    }

    @ConfigurationProperties("shop")
    static class ShopProperties {

        private IdempotentRepository repo;

        public IdempotentRepository getRepo() {
            return repo;
        }

        public void setRepo(IdempotentRepository repo) {
            this.repo = repo;
        }
    }
}
