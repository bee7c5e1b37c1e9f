/**
 * How an offer gets to a person: a {@link io.citywatch.alerts.notify.Notification} is one message owed to one person on
 * one channel. {@link io.citywatch.alerts.notify.Notifications} writes its row in the transaction that owes it,
 * {@link io.citywatch.alerts.notify.Courier} takes rows that are due in hand right after the commit, hands them to a
 * {@link io.citywatch.alerts.notify.Provider} outside any transaction and writes what became of them, and
 * {@link io.citywatch.alerts.notify.Receipts} hears from providers what was delivered. Which channel comes next is
 * {@link io.citywatch.alerts.notify.Ladder}'s alone; the app's push goes through the outbox and is confirmed by its receipt.
 */
@NullMarked
package io.citywatch.alerts.notify;

import org.jspecify.annotations.NullMarked;
