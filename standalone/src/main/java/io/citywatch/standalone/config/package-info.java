/** What an operator can set: one record a component, filled from a YAML file and the environment. */
@NullMarked
package io.citywatch.standalone.config;

import org.jspecify.annotations.NullMarked;
