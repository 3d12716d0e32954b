/* hiredis against one Redis: cc hiredis.c -lhiredis; ./a.out HOST PORT PROTOCOL */
#include <hiredis/hiredis.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *host;
static int port;

static void fail(const char *where, const char *saw, const char *expected) {
    fprintf(stderr, "%s: saw '%s' (expected: '%s')\n", where, saw, expected);
    exit(1);
}

static redisContext *client(void) {
    struct timeval timeout = {15, 0};
    redisContext *c = redisConnectWithTimeout(host, port, timeout);
    if (c == NULL || c->err) {
        fail("connect", c == NULL ? "no memory" : c->errstr, "a connection");
    }
    redisSetTimeout(c, timeout);
    return c;
}

/* A reply as text: elements between brackets, errors behind a minus sign. */
static void show(const redisReply *reply, char *text, size_t size) {
    size_t at = strlen(text);
    switch (reply->type) {
    case REDIS_REPLY_ARRAY:
        snprintf(text + at, size - at, "[");
        for (size_t i = 0; i < reply->elements; i++) {
            if (i > 0) {
                strncat(text, " ", size - strlen(text) - 1);
            }
            show(reply->element[i], text, size);
        }
        strncat(text, "]", size - strlen(text) - 1);
        break;
    case REDIS_REPLY_INTEGER:
        snprintf(text + at, size - at, "%lld", reply->integer);
        break;
    case REDIS_REPLY_NIL:
        snprintf(text + at, size - at, "nil");
        break;
    case REDIS_REPLY_ERROR:
        snprintf(text + at, size - at, "-%s", reply->str);
        break;
    default:
        snprintf(text + at, size - at, "%s", reply->str);
    }
}

static void same(redisContext *c, redisReply *reply, const char *expected) {
    char text[1024] = "";
    if (reply == NULL) {
        fail("connection", c->errstr, expected);
    }
    show(reply, text, sizeof text);
    if (strcmp(text, expected) != 0) {
        fail("reply", text, expected);
    }
    freeReplyObject(reply);
}

static void call(redisContext *c, const char *expected, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    redisReply *reply = redisvCommand(c, format, arguments);
    va_end(arguments);
    same(c, reply, expected);
}

static redisReply *next(redisContext *c) {
    void *reply = NULL;
    return redisGetReply(c, &reply) == REDIS_OK ? reply : NULL;
}

static void handshake(void) {
    redisContext *c = client();
    call(c, "PONG", "PING");
    call(c, "OK", "CLIENT SETNAME till-7");
    call(c, "till-7", "CLIENT GETNAME");
    call(c, "OK", "SELECT 3");
    call(c, "-ERR DB index is out of range", "SELECT 99");
    call(c, "hello", "ECHO hello");
    redisFree(c);
    puts("handshake: name and database");
}

static void calls(redisContext *c) {
    call(c, "OK", "SET s v");
    call(c, "nil", "SET s w NX");
    call(c, "[v nil]", "MGET s none");
    call(c, "2", "HSET h a 1 b 2");
    call(c, "[a 1 b 2]", "HGETALL h");
    call(c, "1", "ZADD z 1.5 m");
    call(c, "[m 1.5]", "ZRANGE z 0 -1 WITHSCORES");
    call(c, "1-1", "XADD x 1-1 f v");
    call(c, "[[1-1 [f v]]]", "XRANGE x - +");
    call(c, "-WRONGTYPE Operation against a key holding the wrong kind of value", "LPUSH h x");
    call(c, "-ERR unknown command 'NOSUCH', with args beginning with: 'a' ", "NOSUCH a");
    size_t size = 1 << 20;
    char *value = malloc(size);
    memset(value, '\r', size);
    call(c, "OK", "SET %b %b", "\0\r\n\xff", (size_t) 4, value, size);
    redisReply *reply = redisCommand(c, "GET %b", "\0\r\n\xff", (size_t) 4);
    if (reply == NULL || reply->len != size || memcmp(reply->str, value, size) != 0) {
        fail("bytes", "others", "those that were set");
    }
    freeReplyObject(reply);
    free(value);
    for (int i = 0; i < 500; i++) {
        char text[16];
        snprintf(text, sizeof text, "%d", i);
        call(c, "OK", "SET again %s", text);
        call(c, text, "GET again");
        call(c, "v", "GET s");
    }
    puts("calls: every type, bytes, errors, 500 times what was written just before and long ago");
}

static void pipeline(redisContext *c) {
    for (int i = 0; i < 1000; i++) {
        redisAppendCommand(c, "SET k%d %d", i % 50, i);
        redisAppendCommand(c, "GET k%d", i % 50);
        redisAppendCommand(c, "INCR n");
        redisAppendCommand(c, "GET none");
    }
    for (int i = 0; i < 1000; i++) {
        char value[16], count[16];
        snprintf(value, sizeof value, "%d", i);
        snprintf(count, sizeof count, "%d", i + 1);
        same(c, next(c), "OK");
        same(c, next(c), value);
        same(c, next(c), count);
        same(c, next(c), "nil");
    }
    puts("pipeline: 4000 replies in order");
}

static void transaction(redisContext *c, redisContext *other) {
    call(c, "OK", "MULTI");
    call(c, "QUEUED", "SET t 1");
    call(c, "QUEUED", "INCR t");
    call(c, "[OK 2]", "EXEC");
    call(c, "OK", "WATCH t");
    call(other, "3", "INCR t");
    call(c, "OK", "MULTI");
    call(c, "QUEUED", "SET t 99");
    call(c, "nil", "EXEC");
    call(c, "OK", "MULTI");
    call(c, "-ERR unknown command 'NOSUCH', with args beginning with: ", "NOSUCH");
    call(c, "-EXECABORT Transaction discarded because of previous errors.", "EXEC");
    call(c, "OK", "MULTI");
    call(c, "OK", "DISCARD");
    call(c, "3", "GET t");
    puts("transaction: executed, refused after a change, aborted, discarded");
}

static void pubSub(redisContext *c) {
    redisContext *subscriber = client();
    call(subscriber, "[subscribe news 1]", "SUBSCRIBE news");
    call(subscriber, "[psubscribe n* 2]", "PSUBSCRIBE n*");
    for (int i = 0; i < 100; i++) {
        call(c, "2", "PUBLISH news %d", i);
    }
    for (int i = 0; i < 100; i++) {
        char message[64];
        snprintf(message, sizeof message, "[message news %d]", i);
        same(subscriber, next(subscriber), message);
        snprintf(message, sizeof message, "[pmessage n* news %d]", i);
        same(subscriber, next(subscriber), message);
    }
    call(subscriber, "[pong ]", "PING");
    call(subscriber, "[unsubscribe news 1]", "UNSUBSCRIBE");
    call(subscriber, "[punsubscribe n* 0]", "PUNSUBSCRIBE");
    call(subscriber, "OK", "SET after v");
    call(subscriber, "v", "GET after");
    redisFree(subscriber);
    puts("pub/sub: 200 messages in order, and commands after them");
}

static void blocking(redisContext *c) {
    redisContext *popping = client();
    redisContext *reading = client();
    int written = 0;
    redisAppendCommand(popping, "BLPOP list 10");
    redisAppendCommand(reading, "XREAD BLOCK 10000 STREAMS stream 0");
    redisBufferWrite(popping, &written);
    redisBufferWrite(reading, &written);
    call(c, "1", "RPUSH list element");
    call(c, "3-3", "XADD stream 3-3 f v");
    same(popping, next(popping), "[list element]");
    same(reading, next(reading), "[[stream [[3-3 [f v]]]]]");
    call(popping, "nil", "BLPOP list 0.01");
    redisFree(popping);
    redisFree(reading);
    puts("blocking: woken by a push and by an entry, and timed out");
}

static void scan(redisContext *c) {
    char seen[1000] = {0};
    char cursor[32] = "0";
    int found = 0;
    for (int i = 0; i < 1000; i++) {
        redisAppendCommand(c, "SET scan-%d %d", i, i);
    }
    for (int i = 0; i < 1000; i++) {
        same(c, next(c), "OK");
    }
    do {
        redisReply *reply = redisCommand(c, "SCAN %s MATCH scan-* COUNT 37", cursor);
        if (reply == NULL || reply->type != REDIS_REPLY_ARRAY) {
            fail("scan", reply == NULL ? c->errstr : reply->str, "a page");
        }
        snprintf(cursor, sizeof cursor, "%s", reply->element[0]->str);
        for (size_t i = 0; i < reply->element[1]->elements; i++) {
            int n = atoi(reply->element[1]->element[i]->str + strlen("scan-"));
            found += !seen[n];
            seen[n] = 1;
        }
        freeReplyObject(reply);
    } while (strcmp(cursor, "0") != 0);
    if (found != 1000) {
        fail("scan", "fewer", "1000 keys");
    }
    puts("scan: 1000 keys");
}

static void script(redisContext *c) {
    call(c, "[number 4]", "EVAL %s 1 number 4", "return {KEYS[1], redis.call('INCRBY', KEYS[1], ARGV[1])}");
    call(c, "e0e1f9fabfc9d4800c877a703b823ac0578ff8db", "SCRIPT LOAD %s", "return 1");
    call(c, "1", "EVALSHA e0e1f9fabfc9d4800c877a703b823ac0578ff8db 0");
    call(c, "OK", "SCRIPT FLUSH");
    call(c, "-NOSCRIPT No matching script. Please use EVAL.", "EVALSHA e0e1f9fabfc9d4800c877a703b823ac0578ff8db 0");
    puts("script: sent, loaded, forgotten");
}

int main(int argc, char **argv) {
    if (argc < 3) {
        fail("arguments", "too few", "HOST PORT");
    }
    host = argv[1];
    port = atoi(argv[2]);
    handshake();
    redisContext *c = client();
    redisContext *other = client();
    calls(c);
    pipeline(c);
    transaction(c, other);
    pubSub(c);
    blocking(c);
    scan(c);
    script(c);
    redisFree(c);
    redisFree(other);
    return 0;
}
