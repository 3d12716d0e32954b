/** What can go wrong with a router as a whole: exceptions for the application, each saying what it concerns. */
@NullMarked
package dev.redisrouter.error;

import org.jspecify.annotations.NullMarked;
