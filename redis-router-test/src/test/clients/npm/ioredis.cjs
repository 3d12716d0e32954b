// ioredis against one Redis: node ioredis.cjs HOST PORT PROTOCOL
const assert = require('node:assert/strict');
const { once } = require('node:events');
const Redis = require('ioredis');

const [host, port, protocol] = process.argv.slice(2);
const options = { host, port: Number(port), protocol: Number(protocol), retryStrategy: null };
const saw = (step, what) => console.log(`${step}: ${what}`);

async function handshake() {
  const redis = new Redis({ ...options, connectionName: 'till-7', db: 3 });
  assert.equal(await redis.client('GETNAME'), 'till-7');
  assert.match(await redis.client('INFO'), /name=till-7 .*db=3 /);
  assert.match(await redis.client('INFO'), new RegExp(`resp=${protocol}`));
  assert.match(await redis.info('replication'), /role:/);
  assert.equal(await redis.ping(), 'PONG');
  await redis.quit();
  saw('handshake', 'name, database and protocol');
}

async function calls(redis) {
  assert.equal(await redis.set('s', 'v'), 'OK');
  assert.equal(await redis.set('s', 'w', 'NX'), null);
  assert.equal(await redis.get('none'), null);
  assert.deepEqual(await redis.mget('s', 'none'), ['v', null]);
  await redis.hset('h', { a: '1', b: '2' });
  assert.deepEqual(await redis.hgetall('h'), { a: '1', b: '2' });
  await redis.zadd('z', 1.5, 'm');
  assert.equal(Number(await redis.zscore('z', 'm')), 1.5);
  assert.equal(await redis.xadd('x', '1-1', 'f', 'v'), '1-1');
  assert.deepEqual(await redis.xrange('x', '-', '+'), [['1-1', ['f', 'v']]]);
  const bytes = Buffer.from([0, 13, 10, 255, 36]);
  await redis.set(bytes, Buffer.alloc(1 << 20, 7));
  assert.deepEqual(await redis.getBuffer(bytes), Buffer.alloc(1 << 20, 7));
  await assert.rejects(redis.lpush('h', 'x'), { message: /^WRONGTYPE/ });
  await assert.rejects(redis.call('NOSUCH', 'a'), { message: /^ERR unknown command 'NOSUCH'/ });
  for (let i = 0; i < 500; i++) {
    await redis.set('again', i);
    assert.equal(await redis.get('again'), String(i));
    assert.equal(await redis.get('s'), 'v');
  }
  saw('calls', 'every type, bytes, errors, 500 times what was written just before and long ago');
}

async function pipeline(redis) {
  const commands = redis.pipeline();
  for (let i = 0; i < 1000; i++) commands.set(`k${i % 50}`, i).get(`k${i % 50}`).incr('n').get('none');
  const replies = await commands.exec();
  for (let i = 0; i < 1000; i++) {
    assert.deepEqual(replies.slice(4 * i, 4 * i + 4), [[null, 'OK'], [null, String(i)], [null, i + 1], [null, null]]);
  }
  const automatic = new Redis({ ...options, enableAutoPipelining: true });
  const values = await Promise.all(Array.from({ length: 200 }, (_, i) => automatic.get(`k${i % 50}`)));
  assert.deepEqual(values, Array.from({ length: 200 }, (_, i) => String(950 + (i % 50))));
  automatic.disconnect();
  saw('pipeline', '4000 replies in order, 200 by auto-pipelining');
}

async function transaction(redis, other) {
  assert.deepEqual(await redis.multi().set('t', 1).incr('t').get('t').exec(), [[null, 'OK'], [null, 2], [null, '2']]);
  await redis.watch('t');
  await other.incr('t');
  assert.equal(await redis.multi().set('t', 99).exec(), null);
  assert.equal(await redis.get('t'), '3');
  await assert.rejects(redis.multi().set('t', 99).call('NOSUCH').exec(), { message: /^EXECABORT/ });
  assert.equal(await redis.multi({ pipeline: false }), 'OK');
  assert.equal(await redis.incr('t'), 'QUEUED');
  assert.equal(await redis.discard(), 'OK');
  assert.equal(await redis.get('t'), '3');
  saw('transaction', 'executed, refused after a change, aborted, discarded');
}

async function pubSub(redis) {
  const subscriber = new Redis(options);
  const heard = [];
  subscriber.on('message', (channel, message) => heard.push(`${channel} ${message}`));
  subscriber.on('pmessage', (pattern, channel, message) => heard.push(`${pattern} ${channel} ${message}`));
  assert.equal(await subscriber.subscribe('news', 'sport'), 2);
  assert.equal(await subscriber.psubscribe('n*'), 3);
  assert.equal(await redis.publish('news', 'first'), 2);
  for (let i = 0; i < 100; i++) assert.equal(await redis.publish('sport', i), 1);
  while (heard.length < 102) await once(subscriber, 'message');
  assert.deepEqual(heard.slice(0, 2), ['news first', 'n* news first']);
  assert.deepEqual(heard.slice(2), Array.from({ length: 100 }, (_, i) => `sport ${i}`));
  assert.equal(await subscriber.unsubscribe('news', 'sport'), 1);
  assert.equal(await subscriber.punsubscribe('n*'), 0);
  assert.equal(await subscriber.set('after', 'v'), 'OK');
  assert.equal(await subscriber.get('after'), 'v');
  subscriber.disconnect();
  saw('pub/sub', '102 messages in order, and commands after them');
}

async function blocking(redis) {
  const waiting = new Redis(options);
  const reading = new Redis(options);
  const popped = waiting.blpop('list', 20);
  const entries = reading.xread('BLOCK', 20000, 'STREAMS', 'stream', '0');
  await redis.rpush('list', 'element');
  await redis.xadd('stream', '3-3', 'f', 'v');
  assert.deepEqual(await popped, ['list', 'element']);
  assert.match(JSON.stringify(await entries), /3-3/);
  assert.equal(await waiting.blpop('list', 0.01), null);
  waiting.disconnect();
  reading.disconnect();
  saw('blocking', 'woken by a push and by an entry, and timed out');
}

async function scan(redis) {
  const wanted = new Set();
  const commands = redis.pipeline();
  for (let i = 0; i < 1000; i++) {
    wanted.add(`scan-${i}`);
    commands.set(`scan-${i}`, i).hset('fields', `f${i}`, i);
  }
  await commands.exec();
  const found = new Set();
  for await (const keys of redis.scanStream({ match: 'scan-*', count: 37 })) keys.forEach((key) => found.add(key));
  assert.deepEqual(found, wanted);
  let fields = 0;
  for await (const pairs of redis.hscanStream('fields', { count: 37 })) fields += pairs.length / 2;
  assert.ok(fields >= 1000, `${fields} fields (expected: at least 1000)`);
  saw('scan', `${found.size} keys and all fields of a hash`);
}

async function script(redis) {
  redis.defineCommand('twice', { numberOfKeys: 1, lua: "return {KEYS[1], redis.call('INCRBY', KEYS[1], ARGV[1] * 2)}" });
  assert.deepEqual(await redis.twice('number', 4), ['number', 8]);
  await redis.script('FLUSH');
  assert.deepEqual(await redis.twice('number', 4), ['number', 16]);
  const sha = await redis.script('LOAD', 'return ARGV[1]');
  assert.deepEqual(await redis.script('EXISTS', sha), [1]);
  assert.equal(await redis.evalsha(sha, 0, 'a'), 'a');
  await assert.rejects(redis.evalsha('f'.repeat(40), 0), { message: /^NOSCRIPT/ });
  saw('script', 'defined, forgotten and sent again');
}

async function main() {
  await handshake();
  const redis = new Redis(options);
  const other = new Redis(options);
  await calls(redis);
  await pipeline(redis);
  await transaction(redis, other);
  await pubSub(redis);
  await blocking(redis);
  await scan(redis);
  await script(redis);
  redis.disconnect();
  other.disconnect();
}

main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
