/**
 * Who is asked: run cards, waves of offers with deadlines, answers, assignments, and the timers that keep an unfilled
 * need alive.
 */
@NullMarked
package io.citywatch.alerts.dispatch;

import org.jspecify.annotations.NullMarked;
