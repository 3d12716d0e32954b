/** Real partitions: every host a network namespace of its own, with a cable between two of the switches to be cut. */
@NullMarked
package dev.redisrouter.test.partition;

import org.jspecify.annotations.NullMarked;
