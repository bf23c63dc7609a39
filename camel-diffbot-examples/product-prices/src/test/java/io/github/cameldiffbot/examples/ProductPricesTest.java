/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.nio.file.Path;

import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Document;
import org.w3c.dom.Element;

import org.apache.camel.main.Main;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The example compares the prices of a shop")
class ProductPricesTest {

    @TempDir
    private Path folder;

    @Test
    @Timeout(180)
    @DisplayName("The products of the shop become a table and a chart")
    void theShopBecomesATableAndAChart() throws Exception {
        Main main = new Main();
        main.addOverrideProperty("example.folder", folder.toString());
        main.run();

        assertThat(folder.resolve("prices.csv")).content(UTF_8)
                .startsWith("title,price,url\r\n\"One-and-a-Half Tent\",\"€420.00\",\"http://")
                .contains("\"Kettle No. 2\",\"€38.50\"").hasLineCount(7);
        Document chart = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(folder.resolve("prices.svg").toFile());
        assertThat(chart.getElementsByTagName("a").getLength()).isEqualTo(6);
        assertThat(bar(chart, 0)).isEqualTo(370);
        // 245 of 420
        assertThat(bar(chart, 1)).isEqualTo(215);
    }

    private static int bar(Document chart, int number) {
        Element link = (Element) chart.getElementsByTagName("a").item(number);
        return Integer.parseInt(((Element) link.getElementsByTagName("rect").item(0)).getAttribute("width"));
    }
}
