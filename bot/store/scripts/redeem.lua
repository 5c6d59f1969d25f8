#!lua
-- Lets one more into an invitation, unless it is full. Who is in already stays in, and takes no second place.
-- KEYS: the invitation, who used it. ARGV: a tag of who comes, places in all, when all is forgotten (epoch seconds).
-- Answer: 1 when the tag is in, 0 when there is no invitation or no place.

if redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end
if redis.call('SISMEMBER', KEYS[2], ARGV[1]) == 1 then
  return 1
end
if redis.call('SCARD', KEYS[2]) >= tonumber(ARGV[2]) then
  return 0
end
redis.call('SADD', KEYS[2], ARGV[1])
redis.call('EXPIREAT', KEYS[2], ARGV[3])
return 1
