@NullMarked
package dev.redisrouter.benchmarks.statistics;

import org.jspecify.annotations.NullMarked;
