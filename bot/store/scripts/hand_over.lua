#!lua
-- Puts an update into the inbox of the owner, once.
--
-- KEYS: inbox on-the-way seen-today seen-yesterday seen-tomorrow; ARGV: update, sealed
-- Answer: 1, or 0 when it was settled before.

for i = 3, 5 do
  if redis.call('SISMEMBER', KEYS[i], ARGV[1]) == 1 then
    return 0
  end
end
if redis.call('SADD', KEYS[2], ARGV[1]) == 1 then
  redis.call('XADD', KEYS[1], '*', 'u', ARGV[1], 'e', ARGV[2])
end
return 1
