package dev.redisrouter.core.resp;

import io.netty.buffer.ByteBuf;

/**
 * One complete request as positions in a buffer. Always a well-formed RESP array of bulk strings with at least one
 * argument, whatever form the client chose, so its bytes can be forwarded as they are. Valid until its source moves on.
 */
public interface Request {

    /** The buffer that all positions refer to. Its reader and writer indices mean nothing here. */
    ByteBuf frame();

    /** Index of the frame's first byte, the {@code *}. */
    int frameStart();

    /** Index after the frame's last byte. */
    int frameEnd();

    /** How many arguments, the command's name included; 1 or more. */
    int argumentCount();

    /** Index of an argument's first byte; 0 is the command's name. */
    int argumentOffset(int argument);

    /** Length of an argument in bytes. */
    int argumentLength(int argument);
}
