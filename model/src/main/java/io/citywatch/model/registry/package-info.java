/** What the city knows: devices, vehicles, elders, responders and their credentials, as they travel in compacted topics. */
@NullMarked
package io.citywatch.model.registry;

import org.jspecify.annotations.NullMarked;
