package dev.redisrouter.core.journey;

import dev.redisrouter.config.LimitsConfig;
import dev.redisrouter.core.observe.ErrorKind;
import dev.redisrouter.core.reply.ReplyQueue;
import dev.redisrouter.core.resp.RequestDecoder;
import dev.redisrouter.core.resp.RespWriter;
import dev.redisrouter.core.session.Phase;
import dev.redisrouter.core.upstream.LoopTurn;
import dev.redisrouter.core.upstream.ReplyTarget;
import dev.redisrouter.core.upstream.UpstreamConnection;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client at either door: reads requests as far as they may be read, and writes replies in their order. Only on
 * its event loop.
 */
public final class Client {
    /*
     * Requests are decoded where they were received. What cannot be looked at yet, because it is incomplete or because
     * the client is stalled, is copied to a buffer of the client's own; an idle client owns no buffer at all.
     *
     * A client that must wait is stalled for one reason at a time, and whoever removes the reason asks for it to be
     * resumed. The command that made it wait is then offered again.
     */
    private static final Logger LOG = LoggerFactory.getLogger(Client.class);

    /** A stalled client is read this much further before the socket is left alone. */
    private static final int READ_AHEAD = 64 * 1024;

    private final Worker worker;
    private final Channel channel;
    private final LimitsConfig limits;
    private final RequestDecoder decoder;
    private final Session session;
    private final ClientOutput output;
    private final ReplyQueue replies;
    private final SharedReplies sharedReplies;
    private final PinnedReplies pinnedReplies;
    private final SwallowedReplies swallowedShared;
    private final SwallowedReplies swallowedPinned;
    private final LoopTurn.Writer resumption = this::resume;

    private Stall stall = Stall.NONE;
    private boolean resumeQueued;
    private boolean inputEnded;
    private boolean closed;

    private @Nullable ByteBuf unread;
    /** The request of which only the head is here, and the rest is passed on as it comes. */
    private @Nullable LargeRequest large;

    Client(Worker worker, Channel channel, long id, Guard guard) {
        this.worker = worker;
        this.channel = channel;
        this.limits = worker.limits();
        this.decoder = new RequestDecoder(limits.maxBulkBytes(), limits.maxArguments(), limits.maxRequestBytes());
        this.session = new Session(worker, id, guard);
        this.output = new ClientOutput(worker, channel, session);
        this.replies = output.replies();
        this.sharedReplies = new SharedReplies(this, worker);
        this.pinnedReplies = new PinnedReplies(this, worker);
        this.swallowedShared = new SwallowedReplies(sharedReplies);
        this.swallowedPinned = new SwallowedReplies(pinnedReplies);
        boundRequests();
    }

    /** Has what may be asked follow from the phase: a client that has not said who it is may ask for little. */
    void boundRequests() {
        decoder.restrict(session.phase() == Phase.UNAUTHENTICATED);
    }

    Session session() {
        return session;
    }

    ReplyQueue replies() {
        return replies;
    }

    SharedReplies sharedReplies() {
        return sharedReplies;
    }

    PinnedReplies pinnedReplies() {
        return pinnedReplies;
    }

    /** Reserves the place of the current command's reply. */
    long reserve(long note) {
        return replies.reserve(session.replyMode().swallows() ? Note.swallowed(note) : note);
    }

    /** Where the reply to this place goes that a shared connection brings. */
    ReplyTarget sharedTarget(long sequence) {
        return Note.isSwallowed(replies.note(sequence)) ? swallowedShared : sharedReplies;
    }

    /** Where the reply to this place goes that the pin brings. */
    ReplyTarget pinnedTarget(long sequence) {
        return Note.isSwallowed(replies.note(sequence)) ? swallowedPinned : pinnedReplies;
    }

    /** As above, for a durable write: its reply is kept back until the confirmer has spoken. */
    ReplyTarget durable(ReplyTarget target, Confirmer confirmer) {
        // nobody waits for a reply that is not wanted
        boolean wanted = target != swallowedShared && target != swallowedPinned;
        return wanted ? new DurableReply(this, worker, target, confirmer) : target;
    }

    Channel channel() {
        return channel;
    }

    boolean closed() {
        return closed;
    }

    /** True when it takes no further command. */
    boolean closing() {
        return output.ending();
    }

    /** True while its current command waits on a node, or for the end of a pause. */
    boolean blocked() {
        return session.blocked() || worker.pause().holds(this);
    }

    /**
     * What it keeps in memory, in bytes.
     *
     * @param unread what came and was not looked at
     * @param unreadRoom what is free behind that
     * @param replies what will be written at the end of the turn
     * @param unsent what the socket has not taken yet, and replies that wait for others before them
     */
    record Buffers(long unread, long unreadRoom, long replies, long unsent) {}

    Buffers buffers() {
        return new Buffers(
                unread == null ? 0 : unread.readableBytes(),
                unread == null ? 0 : unread.writableBytes(),
                output.pendingBytes(),
                output.unsentBytes());
    }

    /** Bytes from the client; only lent. */
    public void received(ByteBuf in) {
        worker.turn().begin();
        worker.meters().bytesIn(in.readableBytes());
        session.presence().seen(worker.turn().now());
        if (closing() || closed) {
            return;
        }
        if (unread == null) {
            process(in);
            if (in.isReadable() && !closed) {
                keep(in);
            }
        } else {
            keep(in);
            process(unread);
            trim();
        }
        if (stall != Stall.NONE && unread != null && unread.readableBytes() > READ_AHEAD) {
            channel.config().setAutoRead(false);
        }
    }

    private void keep(ByteBuf in) {
        ByteBuf kept = unread;
        if (kept == null) {
            kept = channel.alloc().buffer(Math.max(in.readableBytes(), 256));
            unread = kept;
        }
        if (kept.writableBytes() < in.readableBytes()) {
            // doubles, as far as the request needs it: Netty alone would grow by 4 MiB steps and copy each time
            int more = (int) Math.min(decoder.missingBytes(), kept.capacity());
            kept.ensureWritable(Math.max(in.readableBytes(), more));
        }
        kept.writeBytes(in);
    }

    private void trim() {
        ByteBuf kept = unread;
        if (kept != null) {
            if (kept.isReadable()) {
                kept.discardSomeReadBytes();
            } else {
                kept.release();
                unread = null;
            }
        }
    }

    private void process(ByteBuf source) {
        while (stall == Stall.NONE && !closing() && source.isReadable()) {
            if (large != null) {
                passOn(large, source);
                continue;
            }
            int start = source.readerIndex();
            switch (decoder.next(source)) {
                case FRAME -> {
                    if (!worker.path().accept(this, decoder)) {
                        source.readerIndex(start);
                    } else if (output.carriesLargeReply()) {
                        stall = Stall.LARGE_REPLY;
                    } else if (replies.outstanding() >= limits.pipelineDepth()) {
                        stall = Stall.DEPTH;
                    } else if (!channel.isWritable()) {
                        stall = Stall.OUTPUT;
                    }
                }
                case EMPTY -> {}
                case INCOMPLETE -> {
                    boolean isLarge = decoder.presentsHead(source, LargeRequest.LEAST_BYTES);
                    large = isLarge ? worker.path().acceptLarge(this, decoder, source) : null;
                    if (large == null) {
                        return;
                    }
                }
                case MALFORMED -> {
                    worker.meters().error(ErrorKind.PROTOCOL, 1);
                    closeAfter(decoder.error());
                }
            }
        }
    }

    private void passOn(LargeRequest request, ByteBuf source) {
        switch (request.passOn(source)) {
            case INCOMPLETE -> {}
            case END -> large = null;
            case MALFORMED -> {
                worker.meters().error(ErrorKind.PROTOCOL, 1);
                request.refuse(this);
            }
        }
    }

    /** Leaves the current command where it is until the reason is gone. */
    void stall(Stall reason) {
        stall = reason;
    }

    boolean stalled() {
        return stall != Stall.NONE;
    }

    /** Has the client read on soon, if it is stalled. */
    void resumeLater() {
        if (stall != Stall.NONE && !resumeQueued && !closed) {
            resumeQueued = true;
            worker.turn().afterwards(resumption);
        }
    }

    private void resume() {
        resumeQueued = false;
        if (closed) {
            return;
        }
        stall = Stall.NONE;
        if (unread != null) {
            process(unread);
            trim();
        }
        if (inputEnded) {
            finishAfterInput();
        } else if (stall == Stall.NONE && !channel.config().isAutoRead()) {
            channel.config().setAutoRead(true);
        }
    }

    /** The socket takes bytes again. */
    public void writable() {
        worker.turn().begin();
        if (channel.isWritable()) {
            output.writable();
            if (stall == Stall.OUTPUT) {
                resumeLater();
            }
        }
    }

    /**
     * Fills places with replies, which are wanted all or none; only lent. Does nothing for a client that is gone.
     */
    void fill(long sequence, int places, ByteBuf bytes, int start, int length) {
        if (closed) {
            return;
        }
        output.fill(sequence, places, bytes, start, length);
        progressed();
    }

    /** So many bytes more, or less, of replies are kept back for the client. */
    void keepsBack(int bytes) {
        output.keepsBack(bytes);
    }

    /** Passes on the beginning of a reply in turn, or more of it. */
    void passPart(@Nullable UpstreamConnection from, ByteBuf bytes, int start, int length) {
        if (!closed) {
            output.passPart(from, bytes, start, length);
        }
    }

    /** Passes on what a node says unasked, or a part of it. */
    void passAside(UpstreamConnection from, ByteBuf bytes, int start, int length) {
        if (!closed) {
            output.passAside(from, bytes, start, length);
        }
    }

    /** Says something that is no reply, as soon as nothing else is in the middle; only lent. */
    void tell(ByteBuf bytes) {
        if (!closed) {
            output.tell(bytes);
        }
    }

    /** A large reply has begun to come before its turn: its connection, if it has one to itself, waits. */
    void comesTooEarly(@Nullable UpstreamConnection from) {
        output.comesTooEarly(from);
    }

    /** So many bytes of one reply must be kept until the rest is here; ends the client when that is too much. */
    void mustKeep(int bytes) {
        output.closeIfTooMuch(bytes);
    }

    private void progressed() {
        boolean over = switch (stall) {
            case QUIET -> replies.outstanding() == 0;
            case READS -> sharedReplies.readsElsewhere() == 0;
            case WRITES -> sharedReplies.writes() == 0;
            case DEPTH -> replies.outstanding() <= limits.pipelineDepth() / 2;
            case LARGE_REPLY -> output.isWhole();
            case NONE, OUTPUT, CALL -> false;
        };
        if (over) {
            resumeLater();
        }
    }

    /** Answers the current command with a reply made in {@link Worker#scratch}. */
    void answer(ByteBuf reply) {
        fill(reserve(Note.LOCAL), 1, reply, reply.readerIndex(), reply.readableBytes());
    }

    /** Answers the current command with an error of the router's own. */
    void answerError(ErrorKind kind, String text) {
        fillError(reserve(Note.LOCAL), kind, text);
    }

    /** Answers the current command with the error with which a node refused the profile that it needs. */
    void answerRefusal(byte[] error) {
        ByteBuf reply = worker.scratch().writeBytes(error);
        countError(ErrorKind.ofReply(reply, 1, reply.writerIndex()));
        answer(reply);
    }

    /** Fills a place with an error of the router's own; a client that has left gets none. */
    void fillError(long sequence, ErrorKind kind, String text) {
        countError(kind);
        ByteBuf reply = worker.scratch();
        RespWriter.error(reply, text);
        fill(sequence, 1, reply, 0, reply.readableBytes());
    }

    /** Fills a place with the error with which a node refused the profile that its command needs. */
    void fillRefusal(long sequence, byte[] error) {
        ByteBuf reply = worker.scratch().writeBytes(error);
        countError(ErrorKind.ofReply(reply, 1, reply.writerIndex()));
        fill(sequence, 1, reply, 0, reply.readableBytes());
    }

    /** An error takes its place among the replies; a client that has left gets none. */
    void countError(ErrorKind kind) {
        if (!closed) {
            worker.meters().error(kind, 1);
        }
    }

    /** Answers with these bytes as the last reply, and closes once all replies are written. */
    void closeAfter(byte[] lastReply) {
        if (lastReply.length > 0) {
            ByteBuf reply = worker.scratch().writeBytes(lastReply);
            answer(reply);
        }
        finish();
    }

    /** Takes no further command, and closes once all replies are written. */
    public void finish() {
        worker.turn().begin();
        output.end();
    }

    /**
     * The client sends no more, and may still read. What it has sent is answered; what waits for a master, is paused or
     * blocks is not waited for, since a client that gave up looks the same.
     */
    public void inputEnded() {
        worker.turn().begin();
        inputEnded = true;
        finishAfterInput();
    }

    private void finishAfterInput() {
        boolean due = replies.outstanding() > 0 || stall != Stall.NONE;
        if ((large != null && stall == Stall.NONE)
                || session.waitsForLong()
                || worker.pause().holds(this)
                || (due && worker.view().master() == null)) {
            close("closed by the client");
        } else if (stall == Stall.NONE) {
            finish();
        }
    }

    /** Ends the client at once. */
    void close(String reason) {
        LOG.debug("client-closed client={} reason=\"{}\"", session.id(), reason);
        channel.close();
    }

    /** The channel is closed: gives everything back. */
    public void gone() {
        if (closed) {
            return;
        }
        worker.turn().begin();
        closed = true;
        if (unread != null) {
            unread.release();
            unread = null;
        }
        output.release();
        session.end();
        worker.forget(this);
    }
}
