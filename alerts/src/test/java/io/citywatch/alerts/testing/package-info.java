/** What the tests of this module share: a real PostgreSQL and a real Kafka. */
package io.citywatch.alerts.testing;
