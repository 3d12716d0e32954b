@NullMarked
package dev.redisrouter.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
