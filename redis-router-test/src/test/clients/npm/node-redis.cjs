// node-redis against one Redis: node node-redis.cjs HOST PORT PROTOCOL
const assert = require('node:assert/strict');
const { createClient, createClientPool, RESP_TYPES, WatchError } = require('redis');

const [host, port, protocol] = process.argv.slice(2);
const socket = { host, port: Number(port), reconnectStrategy: false };
const options = { socket, RESP: Number(protocol) };
const saw = (step, what) => console.log(`${step}: ${what}`);

async function client(more = {}) {
  return createClient({ ...options, ...more }).on('error', (error) => { throw error; }).connect();
}

async function handshake() {
  const redis = await client({ name: 'till-7', database: 3 });
  assert.equal(await redis.clientGetName(), 'till-7');
  const info = await redis.clientInfo();
  assert.equal(info.name, 'till-7');
  assert.equal(info.db, 3);
  assert.equal(info.resp, Number(protocol));
  assert.ok((await redis.clientId()) > 0);
  assert.equal(await redis.ping(), 'PONG');
  await redis.select(4);
  await assert.rejects(redis.select(99), { message: 'ERR DB index is out of range' });
  await redis.close();
  saw('handshake', 'name, database and protocol');
}

async function calls(redis) {
  assert.equal(await redis.set('s', 'v'), 'OK');
  assert.equal(await redis.set('s', 'w', { condition: 'NX' }), null);
  assert.deepEqual(await redis.mGet(['s', 'none']), ['v', null]);
  await redis.hSet('h', { a: '1', b: '2' });
  assert.deepEqual({ ...(await redis.hGetAll('h')) }, { a: '1', b: '2' });
  await redis.sAdd('set', ['x', 'y']);
  assert.deepEqual((await redis.sMembers('set')).sort(), ['x', 'y']);
  await redis.zAdd('z', { score: 1.5, value: 'm' });
  assert.equal(await redis.zScore('z', 'm'), 1.5);
  assert.deepEqual(await redis.zRangeWithScores('z', 0, -1), [{ value: 'm', score: 1.5 }]);
  assert.equal(await redis.xAdd('x', '1-1', { f: 'v' }), '1-1');
  assert.equal((await redis.xRange('x', '-', '+'))[0].id, '1-1');
  const binary = redis.withTypeMapping({ [RESP_TYPES.BLOB_STRING]: Buffer });
  const key = Buffer.from([0, 13, 10, 255, 36]);
  await binary.set(key, Buffer.alloc(1 << 20, 7));
  assert.deepEqual(await binary.get(key), Buffer.alloc(1 << 20, 7));
  await assert.rejects(redis.lPush('h', 'x'), { message: /^WRONGTYPE/ });
  await assert.rejects(redis.sendCommand(['NOSUCH', 'a']), { message: /^ERR unknown command 'NOSUCH'/ });
  for (let i = 0; i < 500; i++) {
    await redis.set('again', String(i));
    assert.equal(await redis.get('again'), String(i));
    assert.equal(await redis.get('s'), 'v');
  }
  saw('calls', 'every type, bytes, errors, 500 times what was written just before and long ago');
}

async function pipeline(redis) {
  const sent = [];
  for (let i = 0; i < 1000; i++) {
    sent.push(redis.set(`k${i % 50}`, String(i)), redis.get(`k${i % 50}`), redis.incr('n'), redis.get('none'));
  }
  const replies = await Promise.all(sent);
  for (let i = 0; i < 1000; i++) {
    assert.deepEqual(replies.slice(4 * i, 4 * i + 4), ['OK', String(i), i + 1, null]);
  }
  assert.deepEqual(await redis.multi().set('p', 1).get('p').execAsPipeline(), ['OK', '1']);
  saw('pipeline', '4000 replies in order');
}

async function transaction(redis, other) {
  assert.deepEqual(await redis.multi().set('t', '1').incr('t').get('t').exec(), ['OK', 2, '2']);
  await redis.watch('t');
  await other.incr('t');
  await assert.rejects(redis.multi().set('t', '99').exec(), WatchError);
  await assert.rejects(redis.multi().set('t', '99').addCommand(['NOSUCH']).exec(), { message: /^ERR unknown command/ });
  assert.equal(await redis.get('t'), '3');
  saw('transaction', 'executed, refused after a change, aborted');
}

async function pubSub(redis) {
  const subscriber = await client();
  const heard = [];
  let done;
  const all = new Promise((resolve) => { done = resolve; });
  const hear = (message, channel) => {
    heard.push(`${channel} ${message}`);
    if (heard.length === 102) done();
  };
  await subscriber.subscribe(['news', 'sport'], hear);
  await subscriber.pSubscribe('n*', hear);
  assert.equal(await redis.publish('news', 'first'), 2);
  for (let i = 0; i < 100; i++) assert.equal(await redis.publish('sport', String(i)), 1);
  await all;
  assert.deepEqual(heard.slice(0, 2), ['news first', 'news first']);
  assert.deepEqual(heard.slice(2), Array.from({ length: 100 }, (_, i) => `sport ${i}`));
  if (protocol === '3') assert.equal(await subscriber.get('none'), null);
  await subscriber.unsubscribe();
  await subscriber.pUnsubscribe();
  // in RESP2 the library gives buffers once it has subscribed
  assert.equal(String(await subscriber.set('after', 'v')), 'OK');
  assert.equal(String(await subscriber.get('after')), 'v');
  subscriber.destroy();
  saw('pub/sub', '102 messages in order, and commands after them');
}

async function blocking(redis) {
  const waiting = await client();
  const reading = await client();
  const popped = waiting.blPop('list', 20);
  const entries = reading.xRead({ key: 'stream', id: '0' }, { BLOCK: 20000 });
  await redis.rPush('list', 'element');
  await redis.xAdd('stream', '3-3', { f: 'v' });
  assert.deepEqual({ ...(await popped) }, { key: 'list', element: 'element' });
  assert.match(JSON.stringify(await entries), /3-3/);
  assert.equal(await waiting.blPop('list', 0.01), null);
  waiting.destroy();
  reading.destroy();
  saw('blocking', 'woken by a push and by an entry, and timed out');
}

async function scan(redis) {
  const wanted = new Set();
  const sent = [];
  for (let i = 0; i < 1000; i++) {
    wanted.add(`scan-${i}`);
    sent.push(redis.set(`scan-${i}`, String(i)), redis.hSet('fields', `f${i}`, String(i)));
  }
  await Promise.all(sent);
  const found = new Set();
  for await (const keys of redis.scanIterator({ MATCH: 'scan-*', COUNT: 37 })) keys.forEach((key) => found.add(key));
  assert.deepEqual(found, wanted);
  const fields = new Set();
  for await (const entries of redis.hScanIterator('fields', { COUNT: 37 })) entries.forEach((e) => fields.add(e.field));
  assert.equal(fields.size, 1000);
  saw('scan', '1000 keys and 1000 fields of a hash');
}

async function script(redis) {
  const sha = await redis.scriptLoad("return {KEYS[1], redis.call('INCRBY', KEYS[1], ARGV[1])}");
  assert.deepEqual(await redis.evalSha(sha, { keys: ['number'], arguments: ['4'] }), ['number', 4]);
  await redis.scriptFlush();
  await assert.rejects(redis.evalSha(sha, { keys: ['number'], arguments: ['4'] }), { message: /^NOSCRIPT/ });
  assert.equal(await redis.eval('return ARGV[1]', { arguments: ['a'] }), 'a');
  saw('script', 'loaded, forgotten, sent in full');
}

async function pool() {
  const clients = await createClientPool(options, { minimum: 1, maximum: 8 }).connect();
  const counts = await Promise.all(Array.from({ length: 200 }, () => clients.incr('pooled')));
  assert.deepEqual(counts.sort((a, b) => a - b), Array.from({ length: 200 }, (_, i) => i + 1));
  const read = await Promise.all(Array.from({ length: 200 }, () => clients.get('pooled')));
  assert.deepEqual(new Set(read), new Set(['200']));
  clients.destroy();
  saw('pool', '200 increments and reads by 8 connections');
}

async function main() {
  await handshake();
  const redis = await client();
  const other = await client();
  await calls(redis);
  await pipeline(redis);
  await transaction(redis, other);
  await pubSub(redis);
  await blocking(redis);
  await scan(redis);
  await script(redis);
  await pool();
  redis.destroy();
  other.destroy();
}

main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
