/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.site;

import java.util.List;
import java.util.Locale;

import org.jsoup.nodes.Entities;

/** Writes the pages of the demo site. */
final class Html {

    static final String SITE = "Cairn & Kettle";

    private Html() {
    }

    static String page(String language, String title, String head, String main) {
        return "<!DOCTYPE html>\n<html lang=\"" + language + "\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + text(title)
               + " | " + text(SITE) + "</title>\n<meta property=\"og:site_name\" content=\"" + text(SITE)
               + "\">\n<link rel=\"icon\" href=\"/favicon.svg\">\n" + head + "</head>\n<body>\n<header>"
               + "<nav><a href=\"/\">Home</a> <a href=\"/magazine/\">Magazine</a> <a href=\"/shop/\">Shop</a> "
               + "<a href=\"/about\">About us</a></nav></header>\n<main>\n" + main + "</main>\n"
               + "<footer><p>" + text(SITE) + ", notes from the hills and a small shop. "
               + "<a href=\"/staff/rota\">Staff</a></p></footer>\n</body>\n</html>\n";
    }

    static String text(String text) {
        return Entities.escape(text);
    }

    static String json(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("</", "<\\/") + "\"";
    }

    static String blocks(List<String> blocks) {
        StringBuilder out = new StringBuilder();
        for (String block : blocks) {
            if (block.startsWith("## ")) {
                out.append("<h2>").append(text(block.substring(3))).append("</h2>\n");
            } else if (block.startsWith("- ")) {
                out.append("<ul>\n");
                for (String item : block.split("\\R")) {
                    out.append("<li>").append(text(item.substring(2))).append("</li>\n");
                }
                out.append("</ul>\n");
            } else {
                out.append("<p>").append(text(block)).append("</p>\n");
            }
        }
        return out.toString();
    }

    static String article(String root, DemoEntry entry) {
        String title = entry.field("title");
        String url = root + "magazine/" + entry.slug();
        String author = entry.field("author");
        String authorUrl = root + "authors/" + slug(author);
        String image = root + "images/" + entry.slug() + ".svg";
        String language = entry.fields().getOrDefault("language", "en");
        String head = "<link rel=\"canonical\" href=\"" + url + "\">\n<meta property=\"og:type\" content=\"article\">\n"
                      + "<meta property=\"og:image\" content=\"" + image + "\">\n"
                      + "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@graph\":["
                      + "{\"@type\":\"Article\",\"headline\":" + json(title) + ",\"datePublished\":\"" + entry.field("date")
                      + "T08:00:00Z\",\"author\":{\"@type\":\"Person\",\"name\":" + json(author) + ",\"url\":\"" + authorUrl
                      + "\"},\"keywords\":" + json(entry.field("tags"))
                      + "},{\"@type\":\"BreadcrumbList\",\"itemListElement\":["
                      + "{\"@type\":\"ListItem\",\"position\":1,\"name\":\"Magazine\",\"item\":\"" + root + "magazine/\"},"
                      + "{\"@type\":\"ListItem\",\"position\":2,\"name\":" + json(title) + ",\"item\":\"" + url + "\"}]}]}"
                      + "</script>\n";
        String main = "<article>\n<h1>" + text(title) + "</h1>\n<img src=\"/images/" + entry.slug()
                      + ".svg\" width=\"640\" height=\"360\" alt=\"" + text(title) + "\">\n" + blocks(entry.blocks())
                      + "</article>\n<p class=\"meta\">Written by <a rel=\"author\" href=\"" + authorUrl + "\">" + text(author)
                      + "</a> on <time datetime=\"" + entry.field("date") + "\">" + entry.field("date") + "</time></p>\n"
                      + "<p><a href=\"/magazine/" + entry.slug() + "?view=print\">Print</a></p>\n";
        return page(language, title, head, main);
    }

    /** Returns the page of a product, with microdata or with JSON-LD. */
    static String product(String root, DemoEntry entry, boolean microdata) {
        String name = entry.field("name");
        String url = root + "shop/" + entry.slug();
        String image = root + "images/" + entry.slug() + ".svg";
        String stock = "https://schema.org/" + entry.field("stock");
        StringBuilder head = new StringBuilder("<link rel=\"canonical\" href=\"" + url + "\">\n");
        head.append("<meta property=\"og:type\" content=\"product\">\n<meta property=\"og:image\" content=\"").append(image)
                .append("\">\n");
        if (!microdata) {
            head.append(
                    "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"Product\",\"name\":")
                    .append(json(name)).append(",\"sku\":").append(json(entry.field("sku")))
                    .append(",\"brand\":{\"@type\":\"Brand\",\"name\":").append(json(entry.field("brand")))
                    .append("},\"category\":").append(json(entry.field("category")))
                    .append(",\"description\":").append(json(entry.blocks().get(0)))
                    .append(",\"offers\":{\"@type\":\"Offer\",\"price\":\"").append(entry.field("price"))
                    .append("\",\"priceCurrency\":\"").append(entry.field("currency")).append("\",\"availability\":\"")
                    .append(stock).append("\"}}</script>\n");
        }
        String scope = microdata ? " itemscope itemtype=\"https://schema.org/Product\"" : "";
        StringBuilder main
                = new StringBuilder("<article" + scope + ">\n<h1" + prop(microdata, "name") + ">" + text(name) + "</h1>\n");
        main.append("<img").append(prop(microdata, "image")).append(" src=\"/images/").append(entry.slug())
                .append(".svg\" width=\"480\" height=\"480\" alt=\"").append(text(name)).append("\">\n");
        main.append("<p>By <span").append(prop(microdata, "brand")).append('>').append(text(entry.field("brand")))
                .append("</span>, article <span").append(prop(microdata, "sku")).append('>').append(entry.field("sku"))
                .append("</span>, in <span").append(prop(microdata, "category")).append('>').append(entry.field("category"))
                .append("</span></p>\n<div").append(prop(microdata, "description")).append(">\n")
                .append(blocks(entry.blocks())).append("</div>\n");
        String offer = microdata ? " itemprop=\"offers\" itemscope itemtype=\"https://schema.org/Offer\"" : "";
        main.append("<p class=\"price\"").append(offer).append("><span").append(prop(microdata, "price")).append('>')
                .append(entry.field("price")).append("</span> <span").append(prop(microdata, "priceCurrency")).append('>')
                .append(entry.field("currency")).append("</span>");
        if (microdata) {
            main.append("<link itemprop=\"availability\" href=\"").append(stock).append("\">");
        }
        main.append("</p>\n<table>\n");
        for (String spec : entry.field("spec").split(";\\s*")) {
            String[] pair = spec.split("=", 2);
            main.append("<tr><th>").append(text(pair[0])).append("</th><td>").append(text(pair[1])).append("</td></tr>\n");
        }
        return page("en", name, head.toString(), main.append("</table>\n</article>\n").toString());
    }

    static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replace("ö", "oe").replace("ü", "ue").replace("é", "e").replace("è", "e")
                .replaceAll("[^a-z0-9]+", "-");
    }

    private static String prop(boolean microdata, String name) {
        return microdata ? " itemprop=\"" + name + "\"" : "";
    }
}
