// BullMQ against one Redis: node bullmq.cjs HOST PORT PROTOCOL
const assert = require('node:assert/strict');
const { FlowProducer, Queue, QueueEvents, Worker } = require('bullmq');

const [host, port, protocol] = process.argv.slice(2);
const connection = { host, port: Number(port), protocol: Number(protocol), maxRetriesPerRequest: null };
const saw = (step, what) => console.log(`${step}: ${what}`);

async function jobs(queue, events) {
  const worker = new Worker('sums', async (job) => {
    if (job.data.fail) throw new Error('asked to fail');
    return job.data.a + job.data.b;
  }, { connection, concurrency: 4 });
  await worker.waitUntilReady();

  const added = await queue.addBulk(Array.from({ length: 50 }, (_, i) => ({ name: 'sum', data: { a: i, b: 1 } })));
  const results = await Promise.all(added.map((job) => job.waitUntilFinished(events)));
  assert.deepEqual(results, Array.from({ length: 50 }, (_, i) => i + 1));
  saw('jobs', '50 results, each that of its own job');

  const late = await queue.add('sum', { a: 1, b: 2 }, { delay: 100, priority: 3 });
  assert.equal(await late.waitUntilFinished(events), 3);
  saw('delayed', 'one job after its delay');

  const failing = await queue.add('sum', { fail: true }, { attempts: 2, backoff: 20 });
  await assert.rejects(failing.waitUntilFinished(events), { message: 'asked to fail' });
  assert.equal((await queue.getJob(failing.id)).attemptsMade, 2);
  saw('retried', 'one job failed twice');

  const counts = await queue.getJobCounts();
  assert.equal(counts.completed, 51);
  assert.equal(counts.failed, 1);
  assert.equal(counts.waiting + counts.active + counts.delayed, 0);
  assert.equal((await queue.getCompleted()).length, 51);
  saw('counts', JSON.stringify(counts));

  await queue.pause();
  assert.equal(await queue.isPaused(), true);
  const waiting = await queue.add('sum', { a: 20, b: 22 });
  await queue.resume();
  assert.equal(await waiting.waitUntilFinished(events), 42);
  saw('paused', 'and resumed');
  await worker.close();

  for (let i = 0; i < 300; i++) {
    assert.equal((await queue.getJob(late.id)).returnvalue, 3);
  }
  saw('looked up', 'one job 300 times');
}

async function flow() {
  const events = new QueueEvents('parents', { connection });
  await events.waitUntilReady();
  const children = new Worker('children', async (job) => job.data.n, { connection });
  const parents = new Worker('parents', async (job) => {
    const values = Object.values(await job.getChildrenValues());
    return values.reduce((a, b) => a + b, 0);
  }, { connection });
  const producer = new FlowProducer({ connection });
  const tree = await producer.add({
    name: 'sum', queueName: 'parents', data: {},
    children: [1, 2, 3].map((n) => ({ name: 'n', queueName: 'children', data: { n } })),
  });
  assert.equal(await tree.job.waitUntilFinished(events), 6);
  await Promise.all([children.close(), parents.close(), producer.close(), events.close()]);
  saw('flow', 'a parent after its three children');
}

async function main() {
  const queue = new Queue('sums', { connection });
  queue.setMaxListeners(100);
  const events = new QueueEvents('sums', { connection });
  for (const one of [queue, events]) one.on('error', (error) => { console.error(error); process.exit(1); });
  await events.waitUntilReady();
  await jobs(queue, events);
  await queue.obliterate({ force: true });
  await Promise.all([queue.close(), events.close()]);
  await flow();
}

main().then(() => process.exit(0), (error) => {
  console.error(error);
  process.exit(1);
});
