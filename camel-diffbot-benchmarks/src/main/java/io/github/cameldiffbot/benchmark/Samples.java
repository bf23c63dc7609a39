/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.IntFunction;

/**
 * The inputs of the benchmarks: records of articles, and jobs. They are the same in every run.
 */
final class Samples {

    static final String TOKEN = "0123456789abcdef0123456789abcdef";

    /**
     * Sizes of records in bytes.
     */
    static final int[] SIZES = { 512, 4096, 12288, 102400 };

    // one word in eight is not ASCII, as in French or German text
    private static final String[] WORDS = {
            "the", "of", "weather", "minister", "said", "yesterday", "that", "café", "agreement", "between", "countries",
            "would", "hold", "\\\"for", "years\\\"", "größer", "a", "report", "by", "analysts", "shows", "growth", "in",
            "tokyo", "and", "東京" };

    private Samples() {
    }

    /**
     * Returns the record of a number with about this many bytes. Apart from some fixed members it is one long text, as
     * in articles; larger records have more images and tags.
     */
    static String article(int number, int size) {
        Random random = new Random(number);
        StringBuilder json = new StringBuilder(size + 64);
        json.append("{\"col\":\"news\",\"parentUrl\":\"https://news.example/").append(number % 20)
                .append("\",\"pageUrl\":\"https://news.example/a/").append(number)
                .append("\",\"id\":").append(6_526_070_754_824_580_571L + number)
                .append(",\"type\":\"article\",\"token\":\"").append(TOKEN)
                .append("\",\"timestamp\":\"2026-07-24T23:15:09Z\",\"title\":\"");
        words(json, random, 50);
        json.append("\",\"siteName\":\"News\",\"language\":\"en\"");
        if (size > 1000) {
            json.append(",\"images\":[");
            repeat(json, Math.min(12, size / 2000), i -> "{\"url\":\"https://img.example/" + number + "/" + i
                                                         + ".jpg\",\"width\":640,\"height\":427,\"primary\":" + (i == 0)
                                                         + ",\"diffbotUri\":\"image|3|-" + (1_234_567 * (i + 1)) + "\"}");
            json.append("],\"tags\":[");
            repeat(json, Math.min(20, size / 1000), i -> "{\"label\":\"Tag " + i + "\",\"score\":0." + (97 - i)
                                                         + ",\"count\":" + i + ",\"uri\":\"https://diffbot.example/entity/"
                                                         + i + "\",\"rdfTypes\":[\"http://schema.example/Thing\"]}");
            json.append("],\"sentiment\":0.127,\"numPages\":1");
        }
        json.append(",\"text\":\"");
        words(json, random, size - bytes(json).length - 2);
        return json.append("\"}").toString();
    }

    /**
     * Returns a download with this many records, one per line.
     */
    static byte[] download(int size, int count) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",\n").append(article(i, size));
        }
        return bytes(json.append(']'));
    }

    /**
     * Returns a bulk job.
     *
     * @param status its jobStatus
     */
    static String job(String name, int objects, long now, String status) {
        return """
                {"jobStatus":%5$s,"maxHops":-1,\
                "downloadJson":"https://api.diffbot.com/v3/bulk/download/%1$s-%2$s_data.json","urlProcessPattern":"",\
                "jobCompletionTimeUTC":1770003600,"maxRounds":-1,"type":"bulk","pageCrawlSuccessesThisRound":%3$d,\
                "urlCrawlRegEx":"","pageProcessPattern":"","apiUrl":"https://api.diffbot.com/v3/article?fields=meta",\
                "useCanonical":1,"jobCreationTimeUTC":1770000000,"repeat":0,\
                "downloadUrls":"https://api.diffbot.com/v3/bulk/download/%1$s-%2$s_urls.csv","obeyRobots":1,\
                "roundsCompleted":0,"pageCrawlAttempts":%3$d,"notifyWebhook":"","pageProcessSuccessesThisRound":%3$d,\
                "customHeaders":{},"objectsFound":%3$d,"roundStartTime":0,"urlCrawlPattern":"",\
                "seedRecrawlFrequency":-1,"urlProcessRegEx":"","pageProcessSuccesses":%3$d,"urlsHarvested":%3$d,\
                "crawlDelay":-1,"currentTime":%4$d,"useProxies":0,"sentJobDoneNotification":1,"currentTimeUTC":%4$d,\
                "name":"%2$s","notifyEmail":"","pageCrawlSuccesses":%3$d,"pageProcessAttempts":%3$d}"""
                .formatted(TOKEN, name, objects, now, status);
    }

    static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void words(StringBuilder json, Random random, int length) {
        for (int left = length; left > 0;) {
            String word = WORDS[random.nextInt(WORDS.length)] + ' ';
            json.append(word);
            left -= bytes(word).length;
        }
    }

    private static void repeat(StringBuilder json, int times, IntFunction<String> element) {
        for (int i = 0; i < times; i++) {
            json.append(i == 0 ? "" : ",").append(element.apply(i));
        }
    }
}
