/** What the lab promises to a test, tried on real servers. */
@NullMarked
package dev.redisrouter.test.lab;

import org.jspecify.annotations.NullMarked;
