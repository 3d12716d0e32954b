"""redis-py against one Redis: python3 redis-py.py HOST PORT PROTOCOL"""

import sys
import threading

import redis

HOST, PORT = sys.argv[1], int(sys.argv[2])


def client(**more):
    return redis.Redis(host=HOST, port=PORT, socket_timeout=15, **more)


def same(seen, expected):
    if seen != expected:
        sys.exit(f"saw {seen!r} (expected: {expected!r})")


def fails(kind, message, call, *arguments):
    try:
        seen = call(*arguments)
    except kind as error:
        same(str(error)[: len(message)], message)
    else:
        sys.exit(f"saw {seen!r} (expected: {kind.__name__} {message!r})")


def handshake():
    with client(client_name="till-7", db=3, health_check_interval=1) as r:
        same(r.client_getname(), "till-7")
        info = r.execute_command("CLIENT", "INFO")
        same((b"name=till-7" in info, b"db=3" in info), (True, True))
        same(r.ping(), True)
        same(r.info("replication")["role"] in ("master", "slave"), True)
        same(r.echo("hello"), b"hello")
    print("handshake: name and database")


def calls(r):
    same(r.set("s", "v"), True)
    same(r.set("s", "w", nx=True), None)
    same(r.mget("s", "none"), [b"v", None])
    same(r.hset("h", mapping={"a": "1", "b": "2"}), 2)
    same(r.hgetall("h"), {b"a": b"1", b"b": b"2"})
    same(r.sadd("set", "x", "y"), 2)
    same(r.smembers("set"), {b"x", b"y"})
    same(r.zadd("z", {"m": 1.5}), 1)
    same(r.zrange("z", 0, -1, withscores=True), [(b"m", 1.5)])
    same(r.xadd("x", {"f": "v"}, id="1-1"), b"1-1")
    same(r.xrange("x"), [(b"1-1", {b"f": b"v"})])
    same(r.geoadd("geo", (13.4, 52.5, "Berlin", 9.2, 45.5, "Milan")), 2)
    same(round(r.geodist("geo", "Berlin", "Milan", unit="km")) > 800, True)
    value = bytes(range(256)) * 4096
    same(r.set(b"\0\r\n\xff$", value), True)
    same(r.get(b"\0\r\n\xff$"), value)
    fails(redis.ResponseError, "WRONGTYPE", r.lpush, "h", "x")
    fails(redis.ResponseError, "unknown command 'NOSUCH'", r.execute_command, "NOSUCH", "a")
    for i in range(500):
        r.set("again", i)
        same(r.get("again"), str(i).encode())
        same(r.get("s"), b"v")
    print("calls: every type, bytes, errors, 500 times what was written just before and long ago")


def pipeline(r):
    p = r.pipeline(transaction=False)
    for i in range(1000):
        p.set(f"k{i % 50}", i).get(f"k{i % 50}").incr("n").get("none")
    replies = p.execute()
    for i in range(1000):
        same(replies[4 * i : 4 * i + 4], [True, str(i).encode(), i + 1, None])
    print("pipeline: 4000 replies in order")


def transaction(r, other):
    same(r.pipeline().set("t", 1).incr("t").get("t").execute(), [True, 2, b"2"])
    with r.pipeline() as p:
        p.watch("t")
        same(p.get("t"), b"2")
        other.incr("t")
        p.multi()
        p.set("t", 99)
        fails(redis.WatchError, "", p.execute)
    fails(redis.ResponseError, "Command # 2", r.pipeline().set("t", 99).execute_command("NOSUCH").execute)
    same(r.get("t"), b"3")

    def twice(p):
        value = int(p.get("t"))
        p.multi()
        p.set("t", value * 2)

    same(r.transaction(twice, "t"), [True])
    same(r.get("t"), b"6")
    with r.lock("a-lock", timeout=10, blocking_timeout=5) as lock:
        same(lock.owned(), True)
        same(other.lock("a-lock").acquire(blocking=False), False)
        same(lock.extend(5), True)
    same(r.exists("a-lock"), 0)
    print("transaction: executed, refused after a change, aborted; a lock")


def pub_sub(r):
    p = r.pubsub(ignore_subscribe_messages=False)
    p.subscribe("news", "sport")
    p.psubscribe("n*")
    same([p.get_message(timeout=10)["data"] for _ in range(3)], [1, 2, 3])
    same(r.publish("news", "first"), 2)
    for i in range(100):
        same(r.publish("sport", i), 1)
    same([p.get_message(timeout=10)["type"] for _ in range(2)], ["message", "pmessage"])
    same([p.get_message(timeout=10)["data"] for _ in range(100)], [str(i).encode() for i in range(100)])
    p.ping()
    same(p.get_message(timeout=10)["type"], "pong")
    p.unsubscribe()
    p.punsubscribe()
    same([p.get_message(timeout=10)["data"] for _ in range(3)][-1], 0)
    p.close()
    print("pub/sub: 102 messages in order, a ping and the end of it")


def blocking(r):
    popped = []
    entries = []
    popping = threading.Thread(target=lambda: popped.append(client().blpop("list", timeout=10)))
    reading = threading.Thread(target=lambda: entries.append(client().xread({"stream": "0"}, block=10000)))
    popping.start()
    reading.start()
    r.rpush("list", "element")
    r.xadd("stream", {"f": "v"}, id="3-3")
    popping.join()
    reading.join()
    same(popped, [(b"list", b"element")])
    same(entries, [[[b"stream", [(b"3-3", {b"f": b"v"})]]]])
    same(r.blpop("list", timeout=0.01), None)
    print("blocking: woken by a push and by an entry, and timed out")


def scan(r):
    p = r.pipeline(transaction=False)
    for i in range(1000):
        p.set(f"scan-{i}", i).hset("fields", f"f{i}", i)
    p.execute()
    same({k for k in r.scan_iter("scan-*", count=37)}, {f"scan-{i}".encode() for i in range(1000)})
    same(len(dict(r.hscan_iter("fields", count=37))), 1000)
    print("scan: 1000 keys and 1000 fields of a hash")


def script(r):
    twice = r.register_script("return {KEYS[1], redis.call('INCRBY', KEYS[1], ARGV[1] * 2)}")
    same(twice(keys=["number"], args=[4]), [b"number", 8])
    r.script_flush()
    same(twice(keys=["number"], args=[4]), [b"number", 16])
    sha = r.script_load("return ARGV[1]")
    same(r.script_exists(sha), [True])
    same(r.evalsha(sha, 0, "a"), b"a")
    fails(redis.exceptions.NoScriptError, "No matching script", r.evalsha, "f" * 40, 0)
    print("script: registered, forgotten and sent again")


def pool():
    shared = redis.Redis(connection_pool=redis.BlockingConnectionPool(max_connections=4, host=HOST, port=PORT, timeout=15))
    counts = []

    def count():
        for _ in range(50):
            counts.append(shared.incr("pooled"))

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    same(sorted(counts), list(range(1, 401)))
    same(shared.get("pooled"), b"400")
    shared.close()
    print("pool: 400 increments by 8 threads on 4 connections")


handshake()
with client() as main, client() as second:
    calls(main)
    pipeline(main)
    transaction(main, second)
    pub_sub(main)
    blocking(main)
    scan(main)
    script(main)
pool()
