/** What several measurements of the same thing say together. */
@NullMarked
package dev.redisrouter.benchmarks.statistics;

import org.jspecify.annotations.NullMarked;
