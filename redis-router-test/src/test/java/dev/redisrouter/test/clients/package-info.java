/**
 * The endpoint as client libraries use it, each in its own ways, with reads spread over three nodes.
 *
 * <p>Takes from: a lab and a router of the test's own. On the test's thread and the libraries' own.
 */
@NullMarked
package dev.redisrouter.test.clients;

import org.jspecify.annotations.NullMarked;
