#!lua
-- Keeps what a merged message holds, for a while; may be asked again.
--
-- KEYS: merged epoch; ARGV: epoch ("" is not looked at), sealed, seconds ("": for as long as it is kept still)
-- Answer: 1, or 0 when a later epoch has begun

local call = redis.call
if ARGV[1] ~= '' and call('GET', KEYS[2]) ~= ARGV[1] then
  return 0
end
if ARGV[3] == '' then
  call('SET', KEYS[1], ARGV[2], 'XX', 'KEEPTTL')
else
  call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3])
end
return 1
