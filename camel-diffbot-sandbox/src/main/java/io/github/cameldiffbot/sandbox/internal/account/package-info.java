/*
 * SPDX-License-Identifier: Apache-2.0
 */
/** The ledger of the accounts: which job has used how many credits. */
package io.github.cameldiffbot.sandbox.internal.account;
