/**
 * The control path as a whole: sentinel → topology → health → node. {@link dev.redisrouter.core.control.ControlPath}
 * assembles it; {@link dev.redisrouter.core.control.ControlLoop} is where everything that is learnt meets, and whence
 * the routing view and the events go out. All of it on the one control thread; never touches a client connection.
 */
@NullMarked
package dev.redisrouter.core.control;

import org.jspecify.annotations.NullMarked;
