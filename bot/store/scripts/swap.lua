#!lua
-- Puts values in the place of others that say the same, each only where the other one still stands.
--
-- KEYS: epoch, then the keys of ARGV in turn; ARGV: epoch ("" is not looked at), then for each key: field, old, new
-- Answer: how many were put there, or -1 when a later epoch has begun

local call = redis.call
if ARGV[1] ~= '' and call('GET', KEYS[1]) ~= ARGV[1] then
  return -1
end
local put = 0
for i = 2, #KEYS do
  local key, at = KEYS[i], 3 * i - 4
  local field, old, new = ARGV[at], ARGV[at + 1], ARGV[at + 2]
  local kind = call('TYPE', key)['ok']
  if kind == 'string' and call('GET', key) == old then
    call('SET', key, new, 'KEEPTTL')
    put = put + 1
  elseif kind == 'hash' and call('HGET', key, field) == old then
    call('HSET', key, field, new)
    put = put + 1
  elseif kind == 'list' and call('LINDEX', key, field) == old then
    call('LSET', key, field, new)
    put = put + 1
  end
end
return put
