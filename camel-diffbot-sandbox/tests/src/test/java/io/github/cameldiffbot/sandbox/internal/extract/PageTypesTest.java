/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox.internal.extract;

import com.fasterxml.jackson.databind.JsonNode;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Each type of page has its members, in each form of structured data")
class PageTypesTest {

    private static final String PARAGRAPH
            = "<p>A paragraph of an article, which has a comma and more than sixty characters.</p>";

    @ParameterizedTest
    @DisplayName("The type is that of the structured data")
    @CsvSource({
            "Product, product", "ProductGroup, product", "Event, event", "MusicEvent, event", "JobPosting, job",
            "NewsArticle, article", "BlogPosting, article", "ScholarlyArticle, article", "QAPage, discussion", "FAQPage, faq",
            "VideoObject, video", "ImageObject, image", "ItemList, list", "https://schema.org/Product, product",
            "schema:Event, event", "Recipe, other", "WebPage, other" })
    void schemas(String schema, String type) {
        String members = ",'name':'N','contentUrl':'http://h/i.png'}";
        assertThat(extract(jsonLd("{'@type':'" + schema + "'" + members)).path("type").asText()).isEqualTo(type);
        assertThat(extract("<div itemscope itemtype='https://schema.org/" + schema.replaceAll(".*[/:]", "")
                           + "'><span itemprop=name>N</span><img itemprop=contentUrl src='/i.png'></div>")
                .path("type").asText()).isEqualTo(type);
        assertThat(extract("<div vocab='https://schema.org/' typeof='" + schema.replaceAll(".*[/:]", "")
                           + "'><span property=name>N</span><img property=contentUrl src='/i.png'></div>")
                .path("type").asText()).isEqualTo(type);
    }

    @ParameterizedTest
    @DisplayName("JSON-LD is read in all its forms")
    @CsvSource(delimiter = '|', value = {
            "application/ld+json; charset=utf-8 | {'@type':'Event','name':'N'}",
            "application/LD+JSON | [{'@type':'Event','name':'N'}]",
            "application/ld+json | {'@graph':[{'@type':'WebPage'},{'@type':['Thing','Event'],'name':'N'}]}",
            "application/ld+json | {'@type':'WebPage','name':'P','mainEntity':{'@type':'Event','name':'N'}}",
            "application/ld+json | <!-- {'@type':'Event','name':'N',} -->",
            "application/ld+json | {'@type':'http://schema.org/Event','name':{'@value':'N'}} " })
    void jsonLdForms(String type, String json) {
        JsonNode event = extract("<script type='" + type + "'>" + json.replace('\'', '"') + "</script>");
        assertThat(event.path("type").asText()).isEqualTo("event");
        assertThat(event.path("title").asText()).isEqualTo("N");
    }

    @Test
    @DisplayName("References are resolved, entities decoded, and all authors named without addresses of profiles")
    void references() {
        JsonNode article = extract(jsonLd("{'@graph':[{'@type':'NewsArticle','headline':'It&#8217;s&nbsp;here','author':"
                                          + "[{'@id':'#a'},{'@type':'Person','name':'By B. Other'},'https://facebook.com/x']},"
                                          + "{'@type':'Person','@id':'#a','name':'A. Writer'}]}"));
        assertThat(article.path("title").asText()).isEqualTo("It\u2019s here");
        assertThat(article.path("author").asText()).isEqualTo("A. Writer, B. Other");
    }

    @Test
    @DisplayName("Invalid and cyclic JSON-LD is no error")
    void oddJsonLd() {
        assertThat(extract(jsonLd("{'@type':")).path("type").asText()).isEqualTo("other");
        assertThat(extract(jsonLd("[{'@type':'Event','@id':'#a','name':'N','location':{'@id':'#b'}},"
                                  + "{'@type':'Place','@id':'#b','event':{'@id':'#a'}}]"))
                .path("title").asText()).isEqualTo("N");
        assertThat(extract(jsonLd("[".repeat(900) + "]".repeat(900))).path("type").asText()).isEqualTo("other");
    }

    @Test
    @DisplayName("An event has its dates, place and organizer")
    void event() {
        JsonNode event
                = extract(jsonLd("{'@type':'Event','name':'Walk','startDate':'2025-03-04T18:00+01:00','endDate':'2025-03-04',"
                                 + "'description':'A walk.','organizer':{'name':'Cairn'},'location':{'name':'Hut','address':"
                                 + "{'streetAddress':'1 Hill','addressLocality':'Fell','addressCountry':'UK'},"
                                 + "'geo':{'latitude':54.5,'longitude':'-3.1'}}}"));
        assertThat(event.path("startDate").asText()).isEqualTo("Tue, 04 Mar 2025 17:00:00 GMT");
        assertThat(event.path("endDate").asText()).isEqualTo("Tue, 04 Mar 2025 00:00:00 GMT");
        assertThat(event.path("venue").asText()).isEqualTo("Hut");
        assertThat(event.path("organizer").asText()).isEqualTo("Cairn");
        assertThat(event.path("description").asText()).isEqualTo("A walk.");
        assertThat(event.path("locations")).hasToString("[{\"address\":\"1 Hill, Fell, UK\",\"city\":{\"name\":\"Fell\"},"
                                                        + "\"country\":{\"name\":\"UK\"},\"latitude\":54.5,\"longitude\":-3.1}]");
    }

    @Test
    @DisplayName("A job posting has employer, requirements, tasks, skills and locations")
    void job() {
        JsonNode job = extract(jsonLd("{'@type':'JobPosting','title':'Warden','hiringOrganization':{'name':'Hut Ltd'},"
                                      + "'datePosted':'2025-03-04','jobLocationType':'TELECOMMUTE','description':'<p>One</p><p>Two</p>',"
                                      + "'qualifications':'<ul><li>Legs</li><li>Lungs</li></ul>','responsibilities':'Cook','skills':'soup, bread',"
                                      + "'jobLocation':[{'address':{'addressLocality':'Fell'}},{'address':'Ridge'}]}"));
        assertThat(job.path("title").asText()).isEqualTo("Warden");
        assertThat(job.path("text").asText()).isEqualTo("One\nTwo");
        assertThat(job.path("employer").path("name").asText()).isEqualTo("Hut Ltd");
        assertThat(job.path("datePosted").asText()).startsWith("Tue, 04 Mar 2025");
        assertThat(job.path("remote").asText()).isEqualTo("REMOTE");
        assertThat(job.path("requirements")).hasToString("[\"Legs\",\"Lungs\"]");
        assertThat(job.path("tasks")).hasToString("[\"Cook\"]");
        assertThat(job.path("skills").findValuesAsText("skill")).containsExactly("soup", "bread");
        assertThat(job.path("locations").findValuesAsText("address")).containsExactly("Fell", "Ridge");
    }

    @Test
    @DisplayName("A video has its addresses, duration, views and size")
    void video() {
        JsonNode video = extract(
                jsonLd("{'@type':'VideoObject','name':'Boil','description':'Water.','contentUrl':'http://h/v.mp4',"
                       + "'embedUrl':'http://h/e','uploadDate':'2025-03-04','duration':'PT1M30S','author':{'name':'A'},"
                       + "'interactionStatistic':{'userInteractionCount':'42'},'width':'640px','height':360}")
                                 + "<iframe src='http://h/embed/1'></iframe>");
        assertThat(video.path("url").asText()).isEqualTo("http://h/v.mp4");
        assertThat(video.path("embedUrl").asText()).isEqualTo("http://h/e");
        assertThat(video.path("html").asText()).startsWith("<iframe");
        assertThat(video.path("duration").asInt()).isEqualTo(90);
        assertThat(video.path("viewCount").asInt()).isEqualTo(42);
        assertThat(video.path("naturalWidth").asInt()).isEqualTo(640);
        assertThat(video.path("naturalHeight").asInt()).isEqualTo(360);
        assertThat(video.path("text").asText()).isEqualTo("Water.");
        assertThat(extract("<meta property='og:type' content='video.other'><meta property='og:video' content='http://h/e'>")
                .path("embedUrl").asText()).isEqualTo("http://h/e");
    }

    @Test
    @DisplayName("A page of questions has them with their answers")
    void faq() {
        JsonNode faq = extract(jsonLd("{'@type':['WebPage','FAQPage'],'mainEntity':[{'@type':'Question','name':'Why?',"
                                      + "'acceptedAnswer':{'@type':'Answer','text':'<b>Because</b> of this.'}}]}"));
        assertThat(faq.path("items")).hasToString("[{\"question\":\"Why?\",\"answer\":\"Because of this.\"}]");
    }

    @ParameterizedTest
    @DisplayName("Prices are read with any separators and symbols")
    @CsvSource(delimiter = '|', value = {
            "129 | 129", "129.95 | 129.95", "1,299.00 | 1299.00", "1.299,00 | 1299.00", "1,299 | 1299", "$1,299.5 | 1299.5",
            "EUR 12,50 | 12.50", "1.234.567 | 1234567", "0.125 | 0.125", "free | ''" })
    void prices(String price, String amount) {
        JsonNode product
                = extract(jsonLd("{'@type':'ProductGroup','name':'N','hasVariant':[{'@type':'Product','offers':{'price':'"
                                 + price + "','priceCurrency':'USD'}}]}"));
        assertThat(product.path("offerPriceDetails").path("amount").asText()).isEqualTo(amount);
    }

    @Test
    @DisplayName("The title is the one on which heading and head agree, not the name of the site")
    void titles() {
        String head = "<title>Boots | Cairn</title><meta property='og:site_name' content='Cairn'>"
                      + "<meta property='og:title' content='Boots'>";
        assertThat(extract(head + "<h1>Cairn</h1>").path("title").asText()).isEqualTo("Boots");
        assertThat(extract(head + "<h1>Boots</h1>").path("title").asText()).isEqualTo("Boots");
        assertThat(extract("<title>T</title><h1>Heading</h1>").path("title").asText()).isEqualTo("Heading");
        assertThat(extract("<title>T</title>").path("title").asText()).isEqualTo("T");
    }

    @Test
    @DisplayName("Without structured data, the structure decides between article, list and other")
    void structure() {
        assertThat(extract("<article>" + PARAGRAPH.repeat(2) + "</article>").path("type").asText()).isEqualTo("article");
        assertThat(extract("<time>March 5, 2024</time>" + PARAGRAPH.repeat(3)).path("type").asText()).isEqualTo("article");
        assertThat(extract("<time>March 5, 2024</time>" + PARAGRAPH.repeat(3)).path("date").asText()).startsWith("Tue, 05 Mar");
        assertThat(extract(PARAGRAPH.repeat(3)).path("type").asText()).isEqualTo("other");
        assertThat(extract("<ul>" + "<li><a href=/x>An item of a list</a></li>".repeat(20) + "</ul>").path("type").asText())
                .isEqualTo("list");
        assertThat(extract("<meta property='product:price:amount' content='5'><p>X</p>").path("type").asText())
                .isEqualTo("product");
    }

    private static String jsonLd(String json) {
        return "<script type='application/ld+json'>" + json.replace('\'', '"') + "</script>";
    }

    private static JsonNode extract(String html) {
        return PageExtractor.extract(Jsoup.parse(html, "http://h/"), ExtractOptions.of("")).get(0);
    }
}
