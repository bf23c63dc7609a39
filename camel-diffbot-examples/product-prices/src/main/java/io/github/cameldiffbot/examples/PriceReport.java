/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.cameldiffbot.data.DiffbotRecord;

/** Writes products as a table and as a chart. */
public class PriceReport {

    private static final int ROW = 36;
    private static final int TOP = 72;
    private static final int BARS = 250;
    private static final int LONGEST_BAR = 370;

    private static final String CHART = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 %1$s" width="720" height="%1$s"
                 font-family="system-ui, sans-serif" font-size="14" fill="#1f2933">
            <rect width="720" height="%1$s" rx="8" fill="#fbfaf7"/>
            <text x="24" y="42" font-size="20" font-weight="600">Prices</text>
            %2$s
            </svg>
            """;
    private static final String BAR = """
            <a href="%1$s"><text x="%2$s" y="%3$s" text-anchor="end">%4$s</text>
            <rect x="%5$s" y="%6$s" width="%7$s" height="20" rx="3" fill="#2f7f79"/></a>
            <text x="%8$s" y="%3$s" fill="#52606d">%9$s</text>""";

    /**
     * Returns the products among the records of a job.
     *
     * @param  records the extracted records
     * @return         the products, the most expensive first
     */
    public List<Product> products(Iterator<DiffbotRecord> records) {
        List<Product> products = new ArrayList<>();
        records.forEachRemaining(found -> products.add(Product.of(found)));
        products.sort(Comparator.comparingDouble(Product::amount).reversed());
        return products;
    }

    /**
     * Returns a table.
     *
     * @param  products the products
     * @return          a header and a line for each product
     */
    public String csv(List<Product> products) {
        return Stream.concat(Stream.of("title,price,url"), products.stream().map(
                product -> Stream.of(product.title(), product.price(), product.url()).map(PriceReport::quoted)
                        .collect(Collectors.joining(","))))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    /**
     * Returns a chart.
     *
     * @param  products the products, the most expensive first
     * @return          an SVG image with a bar for each product
     */
    public String svg(List<Product> products) {
        List<String> bars = new ArrayList<>();
        for (Product product : products) {
            int middle = TOP + bars.size() * ROW + ROW / 2;
            int length = (int) Math.max(2, LONGEST_BAR * product.amount() / products.get(0).amount());
            bars.add(BAR.formatted(escaped(product.url()), BARS - 12, middle + 5, escaped(shortened(product.title())),
                    BARS, middle - 10, length, BARS + length + 8, escaped(product.price())));
        }
        return CHART.formatted(TOP + bars.size() * ROW + 24, String.join("\n", bars));
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }

    private static String shortened(String title) {
        return title.length() <= 30 ? title : title.substring(0, 29).strip() + "…";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
