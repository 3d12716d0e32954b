/**
 * Generated conversations with a plain Redis and with a router: the replies are the same, byte for byte. What is asked
 * stands in {@code *.grammar} beside these classes; a conversation follows from its seed, and one that goes wrong is made
 * as short as it can be.
 *
 * <p>Takes from: a lab, a router and a plain Redis of the test's own. On the test's thread.
 */
@NullMarked
package dev.redisrouter.test.differential;

import org.jspecify.annotations.NullMarked;
