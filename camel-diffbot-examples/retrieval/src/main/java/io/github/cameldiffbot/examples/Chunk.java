/*
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.cameldiffbot.examples;

/**
 * A piece of a page's text, as a vector store takes it.
 *
 * @param id       the same whenever the page is read
 * @param source   the URL of the page
 * @param title    the title of the page
 * @param position which piece of the page it is, from 0
 * @param text     the text
 */
public record Chunk(String id, String source, String title, int position, String text) {
}
