#!lua
-- Takes the lease of the desk when nobody holds it, and begins a new epoch.
--
-- KEYS: lease epoch; ARGV: token, milliseconds, the epoch of an owner that has ended ("*": whoever it is)
-- Answer: the epoch ("number token"), or nothing while somebody else holds the lease.

local held = redis.call('GET', KEYS[1])
local epoch = redis.call('GET', KEYS[2]) or ''
local number, token = string.match(epoch, '^(%d+) (.*)$')
if held and held == epoch and token == ARGV[1] then
  -- Asked again, because the answer was lost.
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return epoch
end
if held and ARGV[3] ~= '*' and ARGV[3] ~= held then
  return false
end
epoch = string.format('%d %s', tonumber(number or '0') + 1, ARGV[1])
redis.call('SET', KEYS[2], epoch)
redis.call('SET', KEYS[1], epoch, 'PX', ARGV[2])
return epoch
