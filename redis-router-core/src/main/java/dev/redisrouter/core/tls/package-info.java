/**
 * What makes a connection a TLS connection: certificates and keys read once from PEM files, and handlers made from them.
 *
 * <p>Takes the configuration's TLS records, gives {@link dev.redisrouter.core.tls.ServerTls} to the endpoint and {@link
 * dev.redisrouter.core.tls.ClientTls} to what connects to nodes and Sentinels. Reads files while the router starts, on the
 * application's thread, and never again.
 */
@NullMarked
package dev.redisrouter.core.tls;

import org.jspecify.annotations.NullMarked;
