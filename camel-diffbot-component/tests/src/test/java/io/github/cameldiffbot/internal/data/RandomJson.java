/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.internal.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Random objects with all features of JSON, and tolerated deviations.
 */
public final class RandomJson {

    private static final String[] SPACE = { "", "", "", " ", "\n", "\r\n\t", "          " };
    private static final String[] SCALARS = {
            "true", "false", "null", "0", "-1", "17", "3.25", "-1.5e3", "2E-7", "007", "NaN", "-Infinity", "Infinity", "+INF" };
    private static final String[] PIECES = {
            "a", "type", "\\\"", "\\\\", "\\n", "\\u00e9", "\\uD83D", "\\x", "\u00e9", "\ud83d\ude00", "]}", "{[", ",", ":",
            "\n",
            "\u0000", "lorem ipsum dolor sit amet" };

    // newer versions of Jackson reject half a pair of surrogates in a name
    private static final String[] NAME_PIECES
            = Stream.of(PIECES).filter(piece -> !piece.startsWith("\\uD8")).toArray(String[]::new);

    private static final byte[] ALPHABET = "{}[]\",:\\u/ \n\t+-.0123456789eEINFatrulsnfy?\u0001\u00e9"
            .getBytes(StandardCharsets.UTF_8);

    private RandomJson() {
    }

    public static String object(Random random, int members) {
        StringBuilder json = new StringBuilder();
        object(json, random, members, 0);
        return json.toString();
    }

    /**
     * Returns a copy with one byte replaced, inserted or removed. The first bracket stays: the scanner ignores what
     * follows a single value.
     */
    public static byte[] mutate(byte[] json, Random random) {
        int at = 2 + random.nextInt(json.length - 2);
        byte other = ALPHABET[random.nextInt(ALPHABET.length)];
        byte[] mutant = random.nextInt(3) == 0 ? Arrays.copyOf(json, json.length + 1) : json.clone();
        switch (random.nextInt(3)) {
            case 0 -> mutant[at] = other;
            case 1 -> {
                System.arraycopy(json, at, mutant, at + mutant.length - json.length, json.length - at);
                mutant[at] = other;
            }
            default -> System.arraycopy(json, at, mutant, at - 1 + mutant.length - json.length, json.length - at);
        }
        return mutant;
    }

    private static void object(StringBuilder json, Random random, int members, int depth) {
        json.append('{').append(space(random)).append(depth == 0 ? "\"type\":\"a\"" : "\"n\":1");
        for (int i = 1; i < members; i++) {
            json.append(space(random)).append(',').append(space(random));
            text(json, random, NAME_PIECES);
            json.append(space(random)).append(':').append(space(random));
            value(json, random, depth);
        }
        json.append(end(random)).append('}');
    }

    private static void array(StringBuilder json, Random random, int elements, int depth) {
        json.append('[').append(space(random));
        for (int i = 0; i < elements; i++) {
            json.append(i == 0 ? "" : ",").append(space(random));
            value(json, random, depth);
        }
        json.append(elements == 0 ? "" : end(random)).append(']');
    }

    private static void value(StringBuilder json, Random random, int depth) {
        switch (random.nextInt(depth < 4 ? 6 : 3)) {
            case 0 -> json.append(SCALARS[random.nextInt(SCALARS.length)]);
            case 4 -> object(json, random, 1 + random.nextInt(3), depth + 1);
            case 5 -> array(json, random, random.nextInt(4), depth + 1);
            default -> text(json, random, PIECES);
        }
    }

    private static void text(StringBuilder json, Random random, String[] pieces) {
        json.append('"');
        for (int i = random.nextInt(5); i > 0; i--) {
            json.append(pieces[random.nextInt(pieces.length)]);
        }
        json.append('"');
    }

    private static String end(Random random) {
        return random.nextInt(8) == 0 ? "," + space(random) : space(random);
    }

    private static String space(Random random) {
        return SPACE[random.nextInt(SPACE.length)];
    }
}
