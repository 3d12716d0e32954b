/** What each level of consistency lets clients see, and how it spreads their reads. */
@NullMarked
package dev.redisrouter.benchmarks.reads;

import org.jspecify.annotations.NullMarked;
