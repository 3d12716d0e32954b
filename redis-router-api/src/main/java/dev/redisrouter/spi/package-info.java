/** What can be replaced: where the topology comes from, and which node serves a read. */
@NullMarked
package dev.redisrouter.spi;

import org.jspecify.annotations.NullMarked;
