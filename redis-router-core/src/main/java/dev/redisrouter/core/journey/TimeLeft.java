package dev.redisrouter.core.journey;

import dev.redisrouter.core.command.CommandSpec;
import dev.redisrouter.core.command.Kind;
import dev.redisrouter.core.resp.Request;
import dev.redisrouter.core.resp.RespWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;

/** Writes a command that blocks anew, with what is left of the time for which its client wants to wait. Pure. */
final class TimeLeft {
    private static final int UNKNOWN = 0;

    private TimeLeft() {}

    /**
     * The command as it is to be sent; the caller's to release. One that waits without end, or of which it is not known for how
     * long, is unchanged.
     *
     * @param waited for so many nanoseconds already
     */
    static ByteBuf of(Request request, CommandSpec spec, long waited) {
        boolean millis = spec.kind() == Kind.BLOCKING_IF;
        int at = millis ? behindBlock(request) : index(request, spec);
        String left = at == UNKNOWN ? "" : left(Arguments.text(request, at), millis, waited);
        int length = request.frameEnd() - request.frameStart();
        ByteBuf command = ByteBufAllocator.DEFAULT.buffer(length + 32);
        if (left.isEmpty()) {
            return command.writeBytes(request.frame(), request.frameStart(), length);
        }
        RespWriter.array(command, request.argumentCount());
        for (int i = 0; i < request.argumentCount(); i++) {
            if (i == at) {
                RespWriter.bulk(command, left);
            } else {
                RespWriter.bulk(command, request.frame(), request.argumentOffset(i), request.argumentLength(i));
            }
        }
        return command;
    }

    private static int index(Request request, CommandSpec spec) {
        int at = spec.timeoutAt() < 0 ? request.argumentCount() + spec.timeoutAt() : spec.timeoutAt();
        return at < request.argumentCount() ? Math.max(at, UNKNOWN) : UNKNOWN;
    }

    private static int behindBlock(Request request) {
        for (int i = 1; i < request.argumentCount() - 1; i++) {
            if (Arguments.is(request, i, "BLOCK")) {
                return i + 1;
            }
        }
        return UNKNOWN;
    }

    /** Empty to leave it as it is. At least a millisecond, since 0 is without end. */
    private static String left(String timeout, boolean millis, long waited) {
        double nanosPerUnit = millis ? TimeUnit.MILLISECONDS.toNanos(1) : TimeUnit.SECONDS.toNanos(1);
        double wanted;
        try {
            wanted = Double.parseDouble(timeout);
        } catch (NumberFormatException e) {
            return "";
        }
        if (!(wanted > 0)) {
            return "";
        }
        double nanos = wanted * nanosPerUnit - waited;
        long leftMillis = Math.max(1, (long) Math.ceil(nanos / TimeUnit.MILLISECONDS.toNanos(1)));
        return (millis ? BigDecimal.valueOf(leftMillis) : BigDecimal.valueOf(leftMillis, 3)).toPlainString();
    }
}
