/** Tests of the control path as a whole, on scripted nodes and a clock of their own. */
@NullMarked
package dev.redisrouter.core.control;

import org.jspecify.annotations.NullMarked;
