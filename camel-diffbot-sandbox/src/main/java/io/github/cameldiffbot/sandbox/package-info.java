/*
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Starts and controls a local Diffbot, from Java, from JUnit tests or from the command line. The API of this module
 * consists of this package, {@code model} and {@code camel}; {@code internal} may change without notice. A package uses
 * only packages of lower levels:
 *
 * <pre>
 * level  package    uses
 * 8      camel      model sandbox
 * 7      sandbox    account api crawl engine fetch format http journal model runner site store
 * 6      api        account data engine extract fetch format http journal model runner search store url
 * 5      runner     crawl engine fetch format model
 * 4      crawl      data engine extract fetch frontier text url
 * 4      format     data engine url
 * 4      store      account data engine frontier url
 * 3      engine     account data frontier model url
 * 2      account    model
 * 2      extract    text url
 * 2      fetch      text url
 * 2      frontier   url
 * 2      journal    model
 * 2      search     data
 * 2      site       http
 * 1      data       -
 * 1      http       -
 * 1      model      -
 * 1      text       -
 * 1      url        -
 * </pre>
 */
@NullMarked
package io.github.cameldiffbot.sandbox;

import org.jspecify.annotations.NullMarked;
