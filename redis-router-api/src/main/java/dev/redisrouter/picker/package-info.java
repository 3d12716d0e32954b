/** The built-in ways to choose which healthy node serves a read: recipes, without state of their own. */
@NullMarked
package dev.redisrouter.picker;

import org.jspecify.annotations.NullMarked;
