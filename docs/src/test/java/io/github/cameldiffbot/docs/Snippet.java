/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.docs;

/**
 * A block of code in a page.
 *
 * @param page     the page's path from the root of the project
 * @param line     where it begins
 * @param heading  the heading that it stands under
 * @param language what its fence says that it is
 * @param text     the block itself
 * @param source   the file that it is a part of, from the root of the project, as said in the comment before it:
 *                 <code>&lt;!-- from: ... --&gt;</code>; else null
 */
record Snippet(String page, int line, String heading, String language, String text, String source) {

    @Override
    public String toString() {
        return page + ":" + line + " (" + heading + ")";
    }
}
