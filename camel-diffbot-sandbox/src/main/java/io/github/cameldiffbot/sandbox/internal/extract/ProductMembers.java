/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Extracts the members of a product. */
final class ProductMembers {

    private static final Map<String, String> SYMBOLS = Map.of("USD", "$", "EUR", "€", "GBP", "£", "JPY", "¥");

    private ProductMembers() {
    }

    static void add(ObjectNode out, Document page, PageData data, MainText text) {
        JsonNode thing = data.thing("Product");
        JsonNode offer = PageData.first(thing.path("offers"));
        String description = PageData.text(thing, "description");
        PageExtractor.put(out, "text", description == null ? text.text() : description);
        addPrice(out, "offerPrice",
                first(PageData.text(offer, "price", "lowPrice"), data.meta("product:price:amount", "og:price:amount")),
                first(PageData.text(offer, "priceCurrency"), data.meta("product:price:currency", "og:price:currency")));
        addPrice(out, "regularPrice", PageData.text(offer.path("priceSpecification"), "price"),
                PageData.text(offer.path("priceSpecification"), "priceCurrency"));
        PageExtractor.put(out, "brand", first(PageData.text(thing, "brand"), data.meta("product:brand", "og:brand")));
        PageExtractor.put(out, "sku", PageData.text(thing, "sku"));
        PageExtractor.put(out, "mpn", PageData.text(thing, "mpn"));
        PageExtractor.put(out, "upc", PageData.text(thing, "gtin12", "gtin13", "gtin"));
        PageExtractor.put(out, "isbn", PageData.text(thing, "isbn"));
        PageExtractor.put(out, "productId", PageData.text(thing, "productID"));
        PageExtractor.put(out, "category", PageData.text(thing, "category"));
        String availability = first(PageData.text(offer, "availability"), data.meta("product:availability", "og:availability"));
        if (availability != null) {
            out.put("availability", availability.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT).endsWith("instock"));
        }
        addSpecs(out, page, thing);
    }

    private static void addPrice(ObjectNode out, String name, String amount, String currency) {
        if (amount == null || !amount.matches("\\d+(\\.\\d+)?")) {
            return;
        }
        String symbol = currency == null ? "" : SYMBOLS.getOrDefault(currency, currency + " ");
        out.put(name, symbol + amount);
        ObjectNode details = out.putObject(name + "Details").put("amount", new BigDecimal(amount));
        PageExtractor.put(details, "symbol", symbol.trim());
        details.put("text", symbol + amount);
    }

    private static void addSpecs(ObjectNode out, Document page, JsonNode thing) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        for (JsonNode property : thing.path("additionalProperty")) {
            PageExtractor.put(specs, String.valueOf(PageData.text(property, "name")), PageData.text(property, "value"));
        }
        for (Element row : page.select("main table tr, article table tr")) {
            Element name = row.selectFirst("th");
            Element value = row.selectFirst("td");
            if (name != null && value != null) {
                specs.put(name.text(), value.text());
            }
        }
        if (!specs.isEmpty()) {
            out.set("specs", specs);
        }
    }

    private static String first(String one, String other) {
        return one == null ? other : one;
    }
}
