#!lua
-- Takes delivered effects out of the outbox, many in one go, and writes what each leaves behind. Each by itself is
-- done at once or not at all; one that is gone already writes nothing, so that all of it may be asked again.
--
-- KEYS: effects begun epoch, then a message map or whereabouts for each number in ARGV
-- ARGV: epoch ("" is not looked at), seconds for which whereabouts are kept, then for each: its effects, the number of
--       its map, links, where its copies stand, names
-- Answer: 1, or 0 when a later epoch has begun

local EFFECTS, BEGUN, EPOCH = KEYS[1], KEYS[2], KEYS[3]

local call = redis.call
if ARGV[1] ~= '' and call('GET', EPOCH) ~= ARGV[1] then
  return 0
end

local kept_for = ARGV[2]
local at = 2
local function take()
  at = at + 1
  return ARGV[at]
end

-- What stands there already may know the counterpart or the author, which this entry does not.
local function completed(map, field, value)
  local stored = call('HGET', map, field)
  if not stored then
    return value
  end
  local kind, other, author, more = string.match(value, '^(%a)(%d*)(:?[^!/]*)(.*)$')
  local _, other_before, author_before, more_before = string.match(stored, '^(%a)(%d*)(:?[^!/]*)(.*)$')
  return kind
    .. (other ~= '' and other or other_before)
    .. (author ~= '' and author or author_before)
    .. (more ~= '' and more or more_before)
end

while at < #ARGV do
  local there = 0
  for _ = 1, tonumber(take()) do
    local id = take()
    there = there + call('XDEL', EFFECTS, id)
    call('HDEL', BEGUN, id)
  end
  local map = KEYS[3 + tonumber(take())]
  for _ = 1, tonumber(take()) do
    local field, value, keep = take(), take(), take()
    if there > 0 then
      if keep == '1' then
        value = completed(map, field, value)
      end
      call('HSET', map, field, value)
    end
  end
  for _ = 1, tonumber(take()) do
    local spot, message, thread = KEYS[3 + tonumber(take())], take(), take()
    if there > 0 then
      call('HSET', spot, message, thread)
      call('EXPIRE', spot, kept_for)
    end
  end
  for _ = 1, tonumber(take()) do
    local field, value = take(), take()
    if there > 0 then
      call('HSET', map, field, value)
    end
  end
end
return 1
