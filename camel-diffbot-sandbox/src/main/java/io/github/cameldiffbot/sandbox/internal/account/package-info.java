/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The ledger of the accounts: which job has used how many credits. */
@NullMarked
package io.github.cameldiffbot.sandbox.internal.account;

import org.jspecify.annotations.NullMarked;
