/** TLS for devices: the server's certificate, the clients' certificates, and their files, read again when they change. */
@NullMarked
package io.citywatch.ingest.tls;

import org.jspecify.annotations.NullMarked;
