/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

import java.util.Map;

import io.github.cameldiffbot.data.DiffbotRecord;

/**
 * The members of a record that the report shows.
 *
 * @param title  its name
 * @param price  its price with the currency, as the page has it, or an empty text
 * @param amount its price as a number, or 0 without one
 * @param url    its page
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
