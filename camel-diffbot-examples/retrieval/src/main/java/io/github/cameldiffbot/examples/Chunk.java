/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

/**
 * A part of a page's text for a vector store.
 *
 * @param id       the same each time the page is read
 * @param source   the URL of the page
 * @param title    the title of the page
 * @param position the position of the part in the page, starting at 0
 * @param text     the text
 */
public record Chunk(String id, String source, String title, int position, String text) {
}
