# redis-rb against one Redis: ruby redis-rb.rb HOST PORT PROTOCOL
require 'redis'

HOST, PORT = ARGV

def client(**more)
  Redis.new(host: HOST, port: PORT.to_i, timeout: 15, **more)
end

def same(seen, expected)
  abort("saw #{seen.inspect} (expected: #{expected.inspect})") unless seen == expected
end

def fails(error, message)
  seen = yield
rescue error => e
  same(e.message[0, message.length], message)
else
  abort("saw #{seen.inspect} (expected: #{error} #{message.inspect})")
end

def handshake
  redis = client(id: 'till-7', db: 3)
  redis.call('CLIENT', 'SETNAME', 'till-7')
  same(redis.call('CLIENT', 'GETNAME'), 'till-7')
  same(redis.call('CLIENT', 'INFO').include?(' db=3 '), true)
  same(redis.ping, 'PONG')
  same(redis.select(4), 'OK')
  fails(Redis::CommandError, 'ERR DB index is out of range') { redis.select(99) }
  same(%w[master slave].include?(redis.info('replication')['role']), true)
  redis.close
  puts 'handshake: name and database'
end

def calls(redis)
  same(redis.set('s', 'v'), 'OK')
  same(redis.set('s', 'w', nx: true), false)
  same(redis.mget('s', 'none'), ['v', nil])
  same(redis.hset('h', 'a', '1', 'b', '2'), 2)
  same(redis.hgetall('h'), { 'a' => '1', 'b' => '2' })
  same(redis.sadd('set', %w[x y]), 2)
  same(redis.smembers('set').sort, %w[x y])
  same(redis.zadd('z', 1.5, 'm'), true)
  same(redis.zrange('z', 0, -1, with_scores: true), [['m', 1.5]])
  same(redis.xadd('x', { 'f' => 'v' }, id: '1-1'), '1-1')
  same(redis.xrange('x'), [['1-1', { 'f' => 'v' }]])
  value = "\0\r\n\xff$*".b * 200_000
  same(redis.set("\0\r\n\xff".b, value), 'OK')
  same(redis.get("\0\r\n\xff".b).b, value)
  fails(Redis::CommandError, 'WRONGTYPE') { redis.lpush('h', 'x') }
  fails(Redis::CommandError, "ERR unknown command 'NOSUCH'") { redis.call('NOSUCH', 'a') }
  500.times do |i|
    redis.set('again', i)
    same(redis.get('again'), i.to_s)
    same(redis.get('s'), 'v')
  end
  puts 'calls: every type, bytes, errors, 500 times what was written just before and long ago'
end

def pipeline(redis)
  replies = redis.pipelined do |commands|
    1000.times do |i|
      commands.set("k#{i % 50}", i)
      commands.get("k#{i % 50}")
      commands.incr('n')
      commands.get('none')
    end
  end
  1000.times { |i| same(replies[4 * i, 4], ['OK', i.to_s, i + 1, nil]) }
  puts 'pipeline: 4000 replies in order'
end

def transaction(redis, other)
  same(redis.multi { |t| t.set('t', 1); t.incr('t'); t.get('t') }, ['OK', 2, '2'])
  refused = redis.watch('t') do
    other.incr('t')
    redis.multi { |t| t.set('t', 99) }
  end
  same(refused, nil)
  same(redis.get('t'), '3')
  fails(Redis::CommandError, "ERR unknown command 'NOSUCH'") do
    redis.multi { |t| t.set('t', 99); t.call('NOSUCH') }
  end
  same(redis.get('t'), '3')
  puts 'transaction: executed, refused after a change, aborted'
end

def pub_sub(redis)
  heard = []
  subscriber = client
  subscriber.subscribe('news', 'sport') do |on|
    on.subscribe do |_channel, total|
      if total == 2
        Thread.new { 100.times { |i| redis.publish(i.even? ? 'news' : 'sport', i) } }
      end
    end
    on.message do |channel, message|
      heard << [channel, message]
      subscriber.unsubscribe if heard.size == 100
    end
  end
  same(heard, (0...100).map { |i| [i.even? ? 'news' : 'sport', i.to_s] })
  same(subscriber.set('after', 'v'), 'OK')
  same(subscriber.get('after'), 'v')
  puts 'pub/sub: 100 messages in order, and commands after them'
end

def blocking(redis)
  popping = Thread.new { client.blpop('list', timeout: 10) }
  reading = Thread.new { client.xread('stream', '0', block: 10_000) }
  redis.rpush('list', 'element')
  redis.xadd('stream', { 'f' => 'v' }, id: '3-3')
  same(popping.value, %w[list element])
  same(reading.value, { 'stream' => [['3-3', { 'f' => 'v' }]] })
  same(redis.blpop('list', timeout: 0.01), nil)
  puts 'blocking: woken by a push and by an entry, and timed out'
end

def scan(redis)
  redis.pipelined do |commands|
    1000.times do |i|
      commands.set("scan-#{i}", i)
      commands.hset('fields', "f#{i}", i)
    end
  end
  same(redis.scan_each(match: 'scan-*', count: 37).to_a.uniq.size, 1000)
  same(redis.hscan_each('fields', count: 37).to_a.uniq.size, 1000)
  puts 'scan: 1000 keys and 1000 fields of a hash'
end

def script(redis)
  lua = "return {KEYS[1], redis.call('INCRBY', KEYS[1], ARGV[1])}"
  same(redis.eval(lua, keys: ['number'], argv: [4]), ['number', 4])
  sha = redis.script(:load, lua)
  same(redis.script(:exists, sha), true)
  same(redis.evalsha(sha, keys: ['number'], argv: [4]), ['number', 8])
  same(redis.script(:flush), 'OK')
  fails(Redis::CommandError, 'NOSCRIPT') { redis.evalsha(sha, keys: ['number'], argv: [4]) }
  puts 'script: sent, loaded, forgotten'
end

def pool
  counts = Array.new(8) { Thread.new { one = client; Array.new(50) { one.incr('pooled') } } }.flat_map(&:value)
  same(counts.sort, (1..400).to_a)
  same(client.get('pooled'), '400')
  puts 'pool: 400 increments by 8 threads, each with a connection'
end

handshake
redis = client
other = client
calls(redis)
pipeline(redis)
transaction(redis, other)
pub_sub(redis)
blocking(redis)
scan(redis)
script(redis)
pool
