/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cameldiffbot.sandbox.internal.extract.ExtractOptions;
import io.github.cameldiffbot.sandbox.internal.extract.PageExtractor;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * Measures how well the text of articles is extracted, on the hand-labelled pages of
 * <a href="https://github.com/scrapinghub/article-extraction-benchmark">article-extraction-benchmark</a>, and in its
 * way: by sequences of four words, each page with the same weight. The argument is a directory with a copy of the
 * pages.
 */
public final class ExtractionAccuracy {

    private static final int WORDS = 4;
    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);

    /**
     * How much of the text of a page was found, and how much of what was found is its text; -1 if nothing was found.
     */
    record Score(String page, double precision, double recall) {

        double f1() {
            return precision + recall <= 0 ? 0 : 2 * precision * recall / (precision + recall);
        }
    }

    private ExtractionAccuracy() {
    }

    /** Prints the result of each API; with further arguments also the worst pages. */
    public static void main(String[] args) throws IOException {
        for (String api : List.of("article", "analyze")) {
            List<Score> scores = measure(Path.of(args[0]), api);
            print(System.out, api, scores, args.length > 1 ? Integer.parseInt(args[1]) : 0);
        }
    }

    private static void print(PrintStream out, String api, List<Score> scores, int worst) {
        double precision = scores.stream().mapToDouble(Score::precision).filter(p -> p >= 0).average().orElse(0);
        double recall = scores.stream().mapToDouble(Score::recall).average().orElse(0);
        out.printf(Locale.ROOT, "%s: F1 %.3f, precision %.3f, recall %.3f on %d pages%n", api,
                new Score("", precision, recall).f1(), precision, recall, scores.size());
        scores.stream().sorted((a, b) -> Double.compare(a.f1(), b.f1())).limit(worst)
                .forEach(s -> out.printf(Locale.ROOT, "  %.2f  %.2f  %s%n", s.precision(), s.recall(), s.page()));
    }

    private static List<Score> measure(Path pages, String api) throws IOException {
        JsonNode truth = new ObjectMapper().readTree(pages.resolve("ground-truth.json").toFile());
        List<Score> scores = new ArrayList<>();
        for (Map.Entry<String, JsonNode> page : truth.properties()) {
            Path file = pages.resolve("html").resolve(page.getKey() + ".html.gz");
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                Document document = Jsoup.parse(in, "UTF-8", page.getValue().path("url").asText());
                JsonNode object = PageExtractor.extract(document, ExtractOptions.of(api, name -> "")).get(0);
                String text = object.path("text").asText();
                scores.add(score(page.getKey(), page.getValue().path("articleBody").asText(), text));
            }
        }
        return scores;
    }

    static Score score(String page, String expected, String found) {
        Map<List<String>, Integer> wanted = sequences(expected);
        Map<List<String>, Integer> got = sequences(found);
        Set<List<String>> all = new HashSet<>(wanted.keySet());
        all.addAll(got.keySet());
        double both = 0;
        double wrong = 0;
        double missing = 0;
        for (List<String> sequence : all) {
            int in = wanted.getOrDefault(sequence, 0);
            int out = got.getOrDefault(sequence, 0);
            both += Math.min(in, out);
            wrong += Math.max(0, out - in);
            missing += Math.max(0, in - out);
        }
        return new Score(
                page, both + wrong == 0 ? -1 : both / (both + wrong),
                both / Math.max(1, both + missing));
    }

    private static Map<List<String>, Integer> sequences(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        Map<List<String>, Integer> counts = new HashMap<>();
        for (int i = 0; i < Math.max(1, words.size() - WORDS + 1) && !words.isEmpty(); i++) {
            counts.merge(List.copyOf(words.subList(i, Math.min(words.size(), i + WORDS))), 1, Integer::sum);
        }
        return counts;
    }
}
