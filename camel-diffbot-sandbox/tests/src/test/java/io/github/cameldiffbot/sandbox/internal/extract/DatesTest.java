/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Dates on pages are read")
class DatesTest {

    @ParameterizedTest
    @DisplayName("Dates are read in the usual forms")
    @CsvSource(delimiter = '|', value = {
            "2024-03-05 | 00:00:00", "2024-03-05T10:11:12Z | 10:11:12", "2024-03-05T10:11:12+01:00 | 09:11:12",
            "2024-03-05T10:11:12+0100 | 09:11:12", "2024-03-05T10:11:12.345Z | 10:11:12", "2024-03-05T10:11 | 10:11:00",
            "2024-03-05 10:11:12 | 10:11:12", "2024-03-05 10:11:12 +0100 | 09:11:12",
            "Tue, 05 Mar 2024 10:11:12 GMT | 10:11:12",
            "Tue, 5 Mar 2024 10:11:12 +0100 | 09:11:12", "March 5, 2024 | 00:00:00", "5 March 2024 | 00:00:00",
            "Tuesday, March 5th, 2024 | 00:00:00", "Mar. 5, 2024 | 00:00:00", "5.3.2024 | 00:00:00", "1709633472 | 10:11:12",
            "1709633472000 | 10:11:12" })
    void forms(String text, String time) {
        assertThat(Dates.rfc1123(text)).isEqualTo("Tue, 05 Mar 2024 " + time + " GMT");
    }

    @ParameterizedTest
    @DisplayName("Anything else is no date")
    @ValueSource(strings = { "", "yesterday", "2024", "2024-13-45", "5", "12:30" })
    void others(String text) {
        assertThat(Dates.rfc1123(text)).isNull();
    }
}
