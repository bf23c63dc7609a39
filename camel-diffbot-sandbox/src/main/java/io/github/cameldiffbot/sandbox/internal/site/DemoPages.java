/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.site;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The pages of the demo site by path: a magazine and a shop. */
final class DemoPages {

    private static final int PER_PAGE = 5;
    private static final String HOME = """
            <h1>Notes from the hills, and a small shop</h1>
            <p>New in the magazine: <a href="/magazine/%s">%s</a>.</p>
            <p>Back in the shop: <a href="/shop/%s">%s</a>.</p>
            """;
    private static final String NOTE = """
            <article>
            <h1>%s</h1>
            <p>Marker %s stands where the path leaves the wall. From here the stream can be heard before it can be seen.</p>
            <p>Count %d paces to the next cairn, and look back once on the way: the view is better than the one ahead.</p>
            </article>
            """;
    private static final String ABOUT = """
            We are four people, two of whom can sew. The magazine began as a letter to friends who had moved away from the \
            hills, and the shop began because they asked where the kettle was from.""";
    private static final String LEGACY_LINKS = """
            We write about what we have used and sell what we would carry. Our opening hours are on the door. \
            <a href="/old-about">The old page</a> still leads here, and <a href="/catalogue-2019">the catalogue of 2019</a> \
            is gone.""";

    private final Map<String, String> pages = new LinkedHashMap<>();
    private final List<String> extractable;
    private final String root;

    DemoPages(String root) {
        this.root = root;
        List<DemoEntry> articles = DemoEntry.load("articles.txt");
        List<DemoEntry> products = DemoEntry.load("products.txt");
        for (DemoEntry article : articles) {
            pages.put("/magazine/" + article.slug(), Html.article(root, article));
        }
        for (int i = 0; i < products.size(); i++) {
            pages.put("/shop/" + products.get(i).slug(), Html.product(root, products.get(i), i % 2 == 1));
        }
        extractable = List.copyOf(pages.keySet());
        addListing("/magazine/", "Magazine", "title", articles);
        addListing("/shop/", "Shop", "name", products);
        addAuthors(articles);
        addHome(articles.get(0), products.get(0));
        addPlain("/about", "About us", ABOUT, LEGACY_LINKS);
        addPlain("/staff/rota", "Staff rota", "Monday: Maren opens, Tobias closes. The key is where it always is.", "");
    }

    /** Returns the page at a path, or null. */
    @Nullable
    String get(String path) {
        return pages.get(path);
    }

    /** Returns the paths of articles and products. */
    List<String> extractable() {
        return extractable;
    }

    String siteMap() {
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.append("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
        for (String path : pages.keySet()) {
            if (!path.startsWith("/staff/") && !path.contains("?")) {
                out.append("<url><loc>").append(root).append(path.substring(1)).append("</loc></url>\n");
            }
        }
        return out.append("</urlset>\n").toString();
    }

    /** Returns a short page for a number. No page links to it; it serves jobs that need a large number of URLs. */
    static String note(String root, String folder, String number) {
        String title = "Field note " + number;
        String head = "<link rel=\"canonical\" href=\"" + root + folder + "/" + number + "\">\n";
        return Html.page("en", title, head, NOTE.formatted(title, number, Integer.parseInt(number) % 97));
    }

    private void addListing(String path, String title, String nameField, List<DemoEntry> entries) {
        int last = (entries.size() + PER_PAGE - 1) / PER_PAGE;
        for (int number = 1; number <= last; number++) {
            List<DemoEntry> part = entries.subList((number - 1) * PER_PAGE, Math.min(entries.size(), number * PER_PAGE));
            StringBuilder list = new StringBuilder("<h1>" + title + "</h1>\n<ul class=\"listing\">\n");
            List<String> marks = new ArrayList<>();
            for (DemoEntry entry : part) {
                String name = entry.field(nameField);
                list.append("<li><a href=\"").append(path).append(entry.slug()).append("\">").append(Html.text(name))
                        .append("</a> ").append(Html.text(excerpt(entry.blocks().get(0)))).append("</li>\n");
                marks.add("{\"@type\":\"ListItem\",\"name\":" + Html.json(name) + ",\"url\":\"" + root + path.substring(1)
                          + entry.slug() + "\"}");
            }
            list.append("</ul>\n<p class=\"paging\">");
            if (number > 1) {
                list.append("<a rel=\"prev\" href=\"").append(pagePath(path, number - 1)).append("\">Newer</a> ");
            }
            if (number < last) {
                list.append("<a rel=\"next\" href=\"").append(pagePath(path, number + 1)).append("\">Older</a>");
            }
            String head = "<script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"ItemList\","
                          + "\"itemListElement\":[" + String.join(",", marks) + "]}</script>\n";
            String heading = number == 1 ? title : title + ", page " + number;
            pages.put(pagePath(path, number), Html.page("en", heading, head, list.append("</p>\n").toString()));
        }
    }

    private void addAuthors(List<DemoEntry> articles) {
        Map<String, StringBuilder> works = new LinkedHashMap<>();
        for (DemoEntry article : articles) {
            works.computeIfAbsent(article.field("author"), a -> new StringBuilder()).append("<li><a href=\"/magazine/")
                    .append(article.slug()).append("\">").append(Html.text(article.field("title"))).append("</a></li>\n");
        }
        works.forEach((author, list) -> pages.put("/authors/" + Html.slug(author), Html.page("en", author, "",
                "<h1>" + Html.text(author) + "</h1>\n<p>Writes for our magazine.</p>\n<ul>\n" + list + "</ul>\n")));
    }

    private void addHome(DemoEntry article, DemoEntry product) {
        String head = "<link rel=\"canonical\" href=\"" + root + "\">\n";
        String main = HOME.formatted(article.slug(), Html.text(article.field("title")), product.slug(),
                Html.text(product.field("name")));
        pages.put("/", Html.page("en", "Notes from the hills", head, main));
    }

    private void addPlain(String path, String title, String first, String secondHtml) {
        String second = secondHtml.isEmpty() ? "" : "<p>" + secondHtml + "</p>\n";
        pages.put(path, Html.page("en", title, "", "<h1>" + title + "</h1>\n<p>" + Html.text(first) + "</p>\n" + second));
    }

    private static String excerpt(String text) {
        int end = text.indexOf(". ");
        return end < 0 ? text : text.substring(0, end + 1);
    }

    private static String pagePath(String path, int number) {
        return number == 1 ? path : path + "?page=" + number;
    }
}
