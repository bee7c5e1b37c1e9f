/** Storms: more incidents than the operators on duty can look at one by one; when one begins, and when it is over. */
@NullMarked
package io.citywatch.alerts.storm;

import org.jspecify.annotations.NullMarked;
