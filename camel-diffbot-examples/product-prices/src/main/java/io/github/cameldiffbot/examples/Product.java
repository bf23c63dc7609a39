/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.util.Map;

import io.github.cameldiffbot.data.DiffbotRecord;

/**
 * The members of a record that the report shows.
 *
 * @param title  the name
 * @param price  the price with its currency, as on the page, or an empty text
 * @param amount the price as a number, or 0 without one
 * @param url    the page
 */
public record Product(String title, String price, double amount, String url) {

    static Product of(DiffbotRecord product) {
        Object price = product.get("offerPrice");
        Object amount = product.get("offerPriceDetails") instanceof Map<?, ?> details ? details.get("amount") : null;
        return new Product(
                String.valueOf(product.getTitle()), price == null ? "" : price.toString(),
                amount instanceof Number number ? number.doubleValue() : 0, product.getPageUrl());
    }
}
