#!lua
-- Gives the lease back, unless somebody else holds it by now.
--
-- KEYS: lease; ARGV: epoch

if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('DEL', KEYS[1])
end
return 1
