/** What is written down of a day before it is sent: messages with the noise of their way, silences, heats and labels. */
@NullMarked
package io.citywatch.simulators.truth.script;

import org.jspecify.annotations.NullMarked;
