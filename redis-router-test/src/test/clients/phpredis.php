<?php
// phpredis against one Redis: php phpredis.php HOST PORT PROTOCOL

[, $host, $port] = $argv;

function same($seen, $expected): void
{
    if ($seen !== $expected) {
        fwrite(STDERR, 'saw ' . var_export($seen, true) . ' (expected: ' . var_export($expected, true) . ")\n");
        exit(1);
    }
}

function client(): Redis
{
    global $host, $port;
    $redis = new Redis();
    same($redis->connect($host, (int) $port, 15.0), true);
    return $redis;
}

/** Another PHP process, which sends one command. */
function meanwhile(string $method, string ...$arguments): void
{
    global $host, $port;
    $code = sprintf(
        '$r = new Redis(); $r->connect(%s, %d); $r->%s(...%s);',
        var_export($host, true),
        $port,
        $method,
        var_export($arguments, true)
    );
    $process = proc_open([PHP_BINARY, '-r', $code], [], $pipes);
    same(proc_close($process), 0);
}

function handshake(): void
{
    $redis = client();
    same($redis->client('setname', 'till-7'), true);
    same($redis->client('getname'), 'till-7');
    same($redis->select(3), true);
    same($redis->getDbNum(), 3);
    same($redis->ping('hello'), 'hello');
    same($redis->select(99), false);
    same(str_starts_with($redis->getLastError(), 'ERR DB index is out of range'), true);
    same(in_array($redis->info('replication')['role'], ['master', 'slave'], true), true);
    $redis->close();
    echo "handshake: name and database\n";
}

function calls(Redis $redis): void
{
    same($redis->set('s', 'v'), true);
    same($redis->set('s', 'w', ['nx']), false);
    same($redis->mGet(['s', 'none']), ['v', false]);
    same($redis->hMSet('h', ['a' => '1', 'b' => '2']), true);
    same($redis->hGetAll('h'), ['a' => '1', 'b' => '2']);
    same($redis->sAdd('set', 'x', 'y'), 2);
    same($redis->sCard('set'), 2);
    same($redis->zAdd('z', 1.5, 'm'), 1);
    same($redis->zRange('z', 0, -1, true), ['m' => 1.5]);
    same($redis->xAdd('x', '1-1', ['f' => 'v']), '1-1');
    same($redis->xRange('x', '-', '+'), ['1-1' => ['f' => 'v']]);
    $value = str_repeat("\0\r\n\xff$*", 200000);
    same($redis->set("\0\r\n\xff", $value), true);
    same($redis->get("\0\r\n\xff"), $value);
    same($redis->lPush('h', 'x'), false);
    same(str_starts_with($redis->getLastError(), 'WRONGTYPE'), true);
    same($redis->rawCommand('NOSUCH', 'a'), false);
    same(str_starts_with($redis->getLastError(), "ERR unknown command 'NOSUCH'"), true);
    for ($i = 0; $i < 500; $i++) {
        $redis->set('again', (string) $i);
        same($redis->get('again'), (string) $i);
        same($redis->get('s'), 'v');
    }
    echo "calls: every type, bytes, errors, 500 times what was written just before and long ago\n";
}

function pipeline(Redis $redis): void
{
    $commands = $redis->multi(Redis::PIPELINE);
    for ($i = 0; $i < 1000; $i++) {
        $commands->set('k' . $i % 50, (string) $i)->get('k' . $i % 50)->incr('n')->get('none');
    }
    $replies = $commands->exec();
    for ($i = 0; $i < 1000; $i++) {
        same(array_slice($replies, 4 * $i, 4), [true, (string) $i, $i + 1, false]);
    }
    echo "pipeline: 4000 replies in order\n";
}

function transaction(Redis $redis): void
{
    same($redis->multi()->set('t', '1')->incr('t')->get('t')->exec(), [true, 2, '2']);
    $redis->watch('t');
    meanwhile('incr', 't');
    same($redis->multi()->set('t', '99')->exec(), false);
    same($redis->get('t'), '3');
    $redis->multi()->set('t', '99');
    same($redis->discard(), true);
    same($redis->get('t'), '3');
    echo "transaction: executed, refused after a change, discarded\n";
}

function pubSub(): void
{
    global $host, $port;
    $code = 'while ($r->publish("news", "0") === 0); for ($i = 1; $i < 100; $i++) $r->publish("news", (string) $i);';
    $code = sprintf('$r = new Redis(); $r->connect(%s, %d); %s', var_export($host, true), $port, $code);
    $publisher = proc_open([PHP_BINARY, '-r', $code], [], $pipes);
    $heard = [];
    try {
        client()->subscribe(['news'], function (Redis $redis, string $channel, string $message) use (&$heard) {
            $heard[] = $message;
            if (count($heard) === 100) {
                same($redis->unsubscribe(['news']), ['news' => true]);
                $redis->close();
            }
        });
    } catch (RedisException $closed) {
        same($closed->getMessage(), 'Connection closed');
    }
    same($heard, array_map('strval', range(0, 99)));
    same(proc_close($publisher), 0);
    echo "pub/sub: 100 messages in order\n";
}

function blocking(Redis $redis): void
{
    global $host, $port;
    $code = sprintf('$r = new Redis(); $r->connect(%s, %d); $r->rPush("list", "element");', var_export($host, true), $port);
    $pusher = proc_open([PHP_BINARY, '-r', $code], [], $pipes);
    same($redis->blPop(['list'], 10), ['list', 'element']);
    same(proc_close($pusher), 0);
    same($redis->rawCommand('BLPOP', 'list', '0.01'), []);
    same($redis->xRead(['x' => '0'], 1, 10), ['x' => ['1-1' => ['f' => 'v']]]);
    echo "blocking: woken by a push, and timed out\n";
}

function scan(Redis $redis): void
{
    $redis->setOption(Redis::OPT_SCAN, Redis::SCAN_RETRY);
    $commands = $redis->multi(Redis::PIPELINE);
    for ($i = 0; $i < 1000; $i++) {
        $commands->set("scan-$i", (string) $i)->hSet('fields', "f$i", (string) $i);
    }
    $commands->exec();
    $found = [];
    $cursor = null;
    while ($keys = $redis->scan($cursor, 'scan-*', 37)) {
        $found += array_fill_keys($keys, true);
    }
    same(count($found), 1000);
    $fields = [];
    $cursor = null;
    while ($pairs = $redis->hScan('fields', $cursor, '*', 37)) {
        $fields += $pairs;
    }
    same(count($fields), 1000);
    echo "scan: 1000 keys and 1000 fields of a hash\n";
}

function script(Redis $redis): void
{
    $lua = "return {KEYS[1], redis.call('INCRBY', KEYS[1], ARGV[1])}";
    same($redis->eval($lua, ['number', '4'], 1), ['number', 4]);
    $sha = $redis->script('load', $lua);
    same($redis->script('exists', $sha), [1]);
    same($redis->evalSha($sha, ['number', '4'], 1), ['number', 8]);
    same($redis->script('flush'), true);
    same($redis->evalSha($sha, ['number', '4'], 1), false);
    same(str_starts_with($redis->getLastError(), 'NOSCRIPT'), true);
    echo "script: sent, loaded, forgotten\n";
}

function pool(): void
{
    global $host, $port;
    for ($i = 0; $i < 3; $i++) {
        $redis = new Redis();
        same($redis->pconnect($host, (int) $port, 15.0, 'pool'), true);
        same($redis->incr('pooled'), $i + 1);
        unset($redis);
    }
    echo "pool: one persistent connection, three times\n";
}

handshake();
$redis = client();
calls($redis);
pipeline($redis);
transaction($redis);
pubSub();
blocking($redis);
scan($redis);
script($redis);
pool();
