@NullMarked
package dev.redisrouter.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
