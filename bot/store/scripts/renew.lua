#!lua
-- Lengthens the lease for as long as its epoch is the latest: also when it expired and nobody wanted it.
--
-- KEYS: lease epoch; ARGV: epoch, milliseconds
-- Answer: 1, or 0 when a later epoch has begun.

if redis.call('GET', KEYS[2]) ~= ARGV[1] then
  return 0
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
