package dev.redisrouter.core.journey;

import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.resp.FixedReply;
import dev.redisrouter.core.resp.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** {@code CLIENT PAUSE} and {@code UNPAUSE}, for the clients of all event loops. Only on the one of the client that asks. */
final class PauseCommands {
    /** About 146 years: the router's clock does not run over. */
    private static final long LONGEST_NANOS = Long.MAX_VALUE / 2;

    private final Worker worker;

    PauseCommands(Worker worker) {
        this.worker = worker;
    }

    void pause(Request request, Answer answer) {
        int arguments = request.argumentCount();
        if (arguments > 4 && !worker.server().toleratesMoreArguments()) {
            answer.giveError(ErrorKind.USAGE, Arguments.tooManyForSubcommand(request));
            return;
        }
        boolean writes = arguments == 4 && Arguments.is(request, 3, "WRITE");
        if (arguments == 4 && !writes && !Arguments.is(request, 3, "ALL")) {
            answer.giveError(ErrorKind.USAGE, "ERR CLIENT PAUSE mode must be WRITE or ALL");
            return;
        }
        long millis;
        try {
            millis = Arguments.integer(request, 2);
        } catch (NumberFormatException e) {
            answer.giveError(ErrorKind.USAGE, "ERR timeout is not an integer or out of range");
            return;
        }
        if (millis < 0) {
            answer.giveError(ErrorKind.USAGE, "ERR timeout is negative");
            return;
        }
        boolean overflows = millis > Long.MAX_VALUE - System.currentTimeMillis();
        if (overflows && worker.server().boundsPauses()) {
            answer.giveError(ErrorKind.USAGE, "ERR timeout is out of range");
            return;
        }
        if (overflows) {
            // Redis 7.0 adds it to the time of day, which overflows: the pause is over before it began
            millis = 0;
        }
        long nanos = Math.min(LONGEST_NANOS, TimeUnit.MILLISECONDS.toNanos(millis));
        long end = worker.turn().now() + nanos;
        tell(pause -> pause.begin(end, !writes), answer);
    }

    void unpause(Answer answer) {
        tell(Pause::end, answer);
    }

    private void tell(Consumer<Pause> change, Answer answer) {
        worker.workers()
                .ask(
                        worker,
                        asked -> {
                            change.accept(asked.pause());
                            return true;
                        },
                        done -> {
                            ByteBuf reply = Unpooled.buffer(8);
                            FixedReply.OK.writeTo(reply);
                            answer.give(reply);
                        });
    }
}
