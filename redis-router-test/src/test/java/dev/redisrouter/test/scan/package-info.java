/** SCAN and its relatives over several nodes: nothing is missed, whichever connection asks and whatever happens. */
@NullMarked
package dev.redisrouter.test.scan;

import org.jspecify.annotations.NullMarked;
