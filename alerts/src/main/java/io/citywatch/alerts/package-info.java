/** From what was noticed to the person who goes: this package wires the module's parts into one service. */
@NullMarked
package io.citywatch.alerts;

import org.jspecify.annotations.NullMarked;
