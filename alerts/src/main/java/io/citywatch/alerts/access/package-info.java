/** Who may use the API: accounts with passwords, sessions, API tokens and the tokens of responders, each with one role. */
@NullMarked
package io.citywatch.alerts.access;

import org.jspecify.annotations.NullMarked;
