/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

/**
 * A block of code on a page.
 *
 * @param page     the page's path from the root of the project
 * @param line     the first line
 * @param heading  the heading above it
 * @param language the language of its fence
 * @param text     the block itself
 * @param source   the file that it is a part of, from the root of the project, as in the comment before it: {@code <!--
 *                 from: ... -->}; otherwise null
 * @param file     the last file that the paragraph before it names, which it is the content of on pages of whole files;
 *                 otherwise null
 */
record Snippet(String page, int line, String heading, String language, String text, String source,
        String file) {

    @Override
    public String toString() {
        return page + ":" + line + " (" + heading + ")";
    }
}
