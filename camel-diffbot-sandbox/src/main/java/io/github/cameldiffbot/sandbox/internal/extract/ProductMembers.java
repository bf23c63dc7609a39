/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameldiffbot.sandbox.internal.text.MainText;
import io.github.cameldiffbot.sandbox.internal.text.Selectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;

/** Extracts the members of a product. */
final class ProductMembers {

    private static final Map<String, String> SYMBOLS = Map.of("USD", "$", "EUR", "€", "GBP", "£", "JPY", "¥");

    private static final Evaluator ROWS = Selectors.parse("main table tr, article table tr");
    private static final Evaluator NAME = Selectors.parse("th");
    private static final Evaluator VALUE = Selectors.parse("td");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,15}(\\.\\d{1,6})?");

    private ProductMembers() {
    }

    static void add(ObjectNode out, Document page, PageData data, MainText text) {
        JsonNode thing = data.thing(PageType.PRODUCT.schemas());
        JsonNode variant = PageData.first(thing.path("hasVariant"));
        JsonNode offer = PageData.first(thing.has("offers") ? thing.path("offers") : variant.path("offers"));
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

    private static void addPrice(ObjectNode out, String name, @Nullable String text, @Nullable String currency) {
        String amount = text == null ? "" : amount(text);
        if (!AMOUNT.matcher(amount).matches()) {
            return;
        }
        String symbol = currency == null ? "" : SYMBOLS.getOrDefault(currency, currency + " ");
        out.put(name, symbol + amount);
        ObjectNode details = out.putObject(name + "Details").put("amount", new BigDecimal(amount));
        PageExtractor.put(details, "symbol", symbol.trim());
        details.put("text", symbol + amount);
    }

    /** Returns a price without symbol and thousands separators, and with a decimal point. */
    private static String amount(String text) {
        String number = text.replaceAll("[^\\d.,]", "").replaceFirst("[.,]$", "");
        int decimals = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
        boolean mixed = number.indexOf('.') >= 0 && number.indexOf(',') >= 0;
        boolean thousands = decimals >= 0 && number.length() - decimals == 4
                && (number.charAt(decimals) == ',' || mixed || number.indexOf('.') < decimals) && !number.startsWith("0");
        if (decimals < 0 || thousands) {
            return number.replaceAll("[.,]", "");
        }
        return number.substring(0, decimals).replaceAll("[.,]", "") + "." + number.substring(decimals + 1);
    }

    private static void addSpecs(ObjectNode out, Document page, JsonNode thing) {
        ObjectNode specs = JsonNodeFactory.instance.objectNode();
        for (JsonNode property : thing.path("additionalProperty")) {
            PageExtractor.put(specs, String.valueOf(PageData.text(property, "name")), PageData.text(property, "value"));
        }
        for (Element row : page.select(ROWS)) {
            Element name = row.selectFirst(NAME);
            Element value = row.selectFirst(VALUE);
            if (name != null && value != null) {
                specs.put(name.text(), value.text());
            }
        }
        if (!specs.isEmpty()) {
            out.set("specs", specs);
        }
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
