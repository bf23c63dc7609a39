/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.input;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Values in a route or configuration that are changed on their way, or invalid: the result for each, by the way it is
 * given. The letters and numbers are those of the reported findings.
 */
final class InputCases {

    /**
     * The ways to set options.
     */
    enum Way {
        JAVA,
        JAVA_RAW,
        YAML,
        YAML_RAW,
        XML,
        XML_RAW,
        PROPERTIES;

        boolean isRaw() {
            return this == JAVA_RAW || this == YAML_RAW || this == XML_RAW;
        }
    }

    /**
     * The result for a value: it is sent, or the route does not start.
     *
     * @param sent    the value that is sent; null if it is rejected
     * @param refused parts of the error message
     */
    record Outcome(String sent, List<String> refused) {
    }

    /**
     * A value of an option of {@code diffbot:crawl/input?operation=create}.
     *
     * @param plain      the result in an address, and under parameters in YAML
     * @param raw        the result within RAW()
     * @param properties the result in properties of the component
     */
    record InputCase(String finding, Map<String, String> options, Outcome plain, Outcome raw, Outcome properties) {

        Outcome outcome(Way way) {
            return way == Way.PROPERTIES ? properties : way.isRaw() ? raw : plain;
        }

        /**
         * The tested option: the first one.
         */
        String option() {
            return options.keySet().iterator().next();
        }

        @Override
        public String toString() {
            return finding + " " + options.toString().replace("\n", "\\n");
        }
    }

    private InputCases() {
    }

    static Outcome sent(String value) {
        return new Outcome(value, List.of());
    }

    static Outcome refused(String... parts) {
        return new Outcome(null, List.of(parts));
    }

    static Stream<InputCase> all() {
        return Stream.of(urls(), cutValues(), numbers(), choices(), headers(), placeholders()).flatMap(cases -> cases);
    }

    private static Stream<InputCase> urls() {
        String two = "[https://example.org/a, https://example.org/b]";
        return Stream.of(
                of("I1", "seeds", "https://example.org/a\nhttps://example.org/b",
                        refused("Option seeds", "second URL", "in YAML"),
                        refused("Option seeds", "second URL"), sent(two)),
                of("I1", "seeds", "https://example.org/\nhttps://example.org/b",
                        refused("Option seeds", "second URL", "in YAML"),
                        refused("Option seeds", "second URL"), sent("[https://example.org/, https://example.org/b]")),
                same("I1", "seeds", "https://example.org/a https://example.org/b", sent(two)),
                same("I2", "seeds", "https://example.org/a,https://example.org/b", refused("','", "white space")),
                same("I2", "seeds", "https://example.org/a;https://example.org/b", refused("';'", "white space")),
                same("I2", "seeds", "https://example.org/a, https://example.org/b", refused("ends with ','")),
                same("I2", "seeds", "http://http://example.org/", refused("second URL")),
                same("I3", "seeds", "Label https://example.org/", refused("URL 1 ('Label')", "does not start with http://")),
                same("I3", "seeds", "https://example.org/ Label", refused("URL 2 ('Label')", "does not start with http://")),
                same("I3", "seeds", "name,url", refused("begins with 'name,url'", "CSV", "useMaps")),
                same("I3", "seeds", "https://example.org,About", refused("URL 1", "',' in its host", "CSV")),
                same("I3", "seeds", "https://example.org/,About", refused("URL 1", "looks like CSV")),
                same("I3", "seeds", "https:///about", refused("URL 1", "names no host")),
                same("I2", "seeds", "https://example.org/Las_Vegas,NV/x", sent("[https://example.org/Las_Vegas,NV/x]")),
                same("I7", "seeds", "https://example.org/caf\uFFFD", refused("U+FFFD", "character 24")),
                same("net", "seeds", "https://example.org/\u200Ba", refused("U+200B", "character 21")),
                same("net", "seeds", "https://web.archive.org/web/2020/https://example.org/", refused("allowNestedUrls=true")));
    }

    private static Stream<InputCase> cutValues() {
        Stream<InputCase> ofApiUrl = Stream
                .of("timeout=3000", "num=5", "query=x", "format=csv", "status=9", "to=file", "paging=false")
                .map(rest -> of("I4", "apiUrl", "article?fields=meta&" + rest,
                        refused(rest.replaceAll("=.*", ""), "apiUrl=RAW(...)"), sent("[BASE/article?fields=meta&" + rest + "]"),
                        sent("[BASE/article?fields=meta&" + rest + "]")));
        return Stream.concat(ofApiUrl, Stream.of(
                of("I4", "seeds", "https://example.org/?a=1&num=5", refused("num", "seeds=RAW(...)"),
                        sent("[https://example.org/?a=1&num=5]"), sent("[https://example.org/?a=1&num=5]")),
                of("I4", "seeds", "https://example.org/?a=1&page=2", refused("page", "seeds=RAW(...)"),
                        sent("[https://example.org/?a=1&page=2]"), sent("[https://example.org/?a=1&page=2]")),
                of("I4", "seeds", "https://example.org/?q=a+b", refused("Option seeds", "'b'", "seeds=RAW(...)"),
                        sent("[https://example.org/?q=a+b]"), sent("[https://example.org/?q=a+b]")),
                of("I12", "urlCrawlRegEx", ".+\\.html$", refused("urlCrawlRegEx", "white space", "RAW(...)"),
                        sent("[.+\\.html$]"),
                        sent("[.+\\.html$]")),
                of("I12", "urlProcessPattern", "/c++/||!/a", refused("urlProcessPattern", "white space", "RAW(...)"),
                        sent("[/c++/||!/a]"), sent("[/c++/||!/a]"))));
    }

    private static Stream<InputCase> numbers() {
        Stream<InputCase> noNumbers = Stream.of("10k", "1,000", "1e4", "two", "10x", "4294967297", "-2", "1.5", " ").flatMap(
                text -> Stream.of(
                        same("I5", "maxHops", text, refused("Option maxHops is", "a whole number")),
                        same("I5", "maxToProcess", text.equals("4294967297") ? "99999999999999999999" : text,
                                refused("Option maxToProcess is", "a whole number")),
                        same("I5", "maxUrls", text.equals("4294967297") ? "9223372036854775808" : text,
                                refused("Option maxUrls is", "a whole number"))));
        return Stream.concat(noNumbers, Stream.of(
                same("I5", "maxHops", "2", sent("[2]")), same("I5", "crawlDelay", "0.5", sent("[0.5]")),
                same("I5", "crawlDelay", "1,5", refused("Option crawlDelay is '1,5'", "a number")),
                same("I5", "timeout", "10x", refused("Option timeout is '10x'", "1h30m")),
                same("I5", "timeout", "-5s", refused("Option timeout is '-5s'", "1h30m")),
                same("20", "timeout", "9223372036854775808", refused("Option timeout is", "1h30m")),
                same("20", "timeout", "-2", refused("Option timeout is -2", "-1 or more"))));
    }

    private static Stream<InputCase> choices() {
        return Stream.of(
                same("I16", "onExisting", "keep", refused("Option onExisting is 'keep'", "[fail, attach, update, replace]")),
                same("I16", "onBadUrl", "ignore", refused("Option onBadUrl is 'ignore'", "[fail, skip]")),
                same("I16", "obeyRobots", "yes", refused("Option obeyRobots is 'yes'", "true or false")));
    }

    private static Stream<InputCase> headers() {
        return Stream.of(
                same("I13", "customHeaders.Cookie", "a=b", sent("[Cookie:a=b]")),
                same("I13", "customHeaders.acceptLanguage", "de",
                        refused("'acceptLanguage'", "custom-headers[Accept-Language]")));
    }

    private static Stream<InputCase> placeholders() {
        Stream<InputCase> anywhere = Stream.of("token", "webhookVerifyToken", "baseUrl")
                .flatMap(option -> Stream.of(
                        same("I14", option, "${diffbot.token}",
                                refused(option, "the placeholder ${diffbot.token} was not resolved")),
                        unresolved(option, "x")));
        Stream<InputCase> alone = Stream.of("apiUrl", "notifyWebhook", "customHeaders.Cookie", "settings.x", "seeds")
                .flatMap(option -> Stream.of(
                        same("I14", option, "${diffbot.token}",
                                refused(option, "the placeholder ${diffbot.token} was not resolved")),
                        unresolved(option, "")));
        return Stream.concat(anywhere, alone);
    }

    private static InputCase unresolved(String option, String before) {
        return of("I14", option, before + "%7B%7Benv:NOT_SET_ANYWHERE%7D%7D", refused("env:NOT_SET_ANYWHERE"),
                refused(option, "the placeholder {{env:NOT_SET_ANYWHERE}} was not resolved"),
                refused(option, "the placeholder {{env:NOT_SET_ANYWHERE}} was not resolved"));
    }

    private static InputCase of(String finding, String option, String value, Outcome plain, Outcome raw, Outcome properties) {
        return new InputCase(finding, Map.of(option, value), plain, raw, properties);
    }

    private static InputCase same(String finding, String option, String value, Outcome outcome) {
        return of(finding, option, value, outcome, outcome, outcome);
    }
}
