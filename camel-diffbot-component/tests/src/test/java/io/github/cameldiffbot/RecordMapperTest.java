/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.cameldiffbot.data.DiffbotRecord;
import io.github.cameldiffbot.error.DiffbotBadRecordException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Records are parsed by the component's ObjectMapper or by that of the option")
class RecordMapperTest extends DiffbotTestSupport {

    private static final String DATA = "diffbot:bulk/shop?operation=data";
    private static final String TITLED = "&recordType=" + Titled.class.getName();

    public record Titled(String title) {
    }

    @BeforeEach
    void stub() {
        onGet("/bulk/data?name=shop&format=json",
                json("[{\"title\":\"One\",\"addedToday\":{\"by\":\"Diffbot\"}},{\"title\":\"Two\"}]"));
    }

    @Test
    @DisplayName("A class need not have all members of a record: Diffbot can add members")
    void unknownMembers() throws Exception {
        List<?> records = list(read(DATA + TITLED, null));

        assertThat(records).isEqualTo(List.of(new Titled("One"), new Titled("Two")));
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    @DisplayName("A mapper in the registry for another purpose is not used")
    void mapperOfOthers(boolean typed) throws Exception {
        context.getRegistry().bind("theirs", JsonMapper.builder()
                .enable(DeserializationFeature.UNWRAP_ROOT_VALUE)
                .activateDefaultTyping(new ObjectMapper().getPolymorphicTypeValidator(),
                        ObjectMapper.DefaultTyping.NON_FINAL, JsonTypeInfo.As.WRAPPER_ARRAY)
                .build());

        List<?> records = list(read(typed ? DATA + TITLED : DATA, null));

        assertThat(records).hasSize(2).extracting(RecordMapperTest::title).containsExactly("One", "Two");
    }

    private static String title(Object record) {
        return record instanceof Titled titled ? titled.title() : ((DiffbotRecord) record).getTitle();
    }

    @Test
    @DisplayName("A mapper in the option is used unchanged")
    void namedMapper() throws Exception {
        context.getRegistry().bind("strict", new ObjectMapper());

        Exception refused = read(DATA + TITLED + "&objectMapper=#strict", null).getException();

        assertThat(refused).isInstanceOf(DiffbotBadRecordException.class).hasMessageContaining("addedToday");
    }
}
