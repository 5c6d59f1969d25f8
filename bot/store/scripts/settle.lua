#!lua
-- Takes settled updates out of the inbox.
--
-- KEYS: inbox on-the-way; ARGV: entry, update, entry, update, …

for i = 1, #ARGV, 2 do
  redis.call('XDEL', KEYS[1], ARGV[i])
  redis.call('SREM', KEYS[2], ARGV[i + 1])
end
return 1
