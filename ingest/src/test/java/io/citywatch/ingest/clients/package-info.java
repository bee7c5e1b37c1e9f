/** Clients that somebody else wrote, unchanged, each as one visit to the gateway. */
package io.citywatch.ingest.clients;
