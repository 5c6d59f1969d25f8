#!lua
-- The one script that writes: checks everything, then writes, so that a refused write leaves no trace.
-- Without flags it is refused as a whole when memory is full or the server is read-only.
--
-- KEYS: effects begun receipts seen-today seen-yesterday seen-tomorrow person map timers topics threads codes
--       counts journal dead archive epoch flags drafts asked-today told audit audit-head
--       case-keys doomed, then those of what is wiped
-- ARGV: see `Write.arguments`; read here from front to back.
-- Answer: { status, ids of appended entries, { id, owner, sealed, begun } of requeued (replayed: of all) }

local EFFECTS, BEGUN, RECEIPTS = KEYS[1], KEYS[2], KEYS[3]
local PERSON, MAP, TIMERS, TOPICS, THREADS = KEYS[7], KEYS[8], KEYS[9], KEYS[10], KEYS[11]
local CODES, COUNTS, JOURNAL, DEAD, ARCHIVE = KEYS[12], KEYS[13], KEYS[14], KEYS[15], KEYS[16]

local call = redis.call
local at = 0
local function take()
  at = at + 1
  return ARGV[at]
end
local function list(width)
  local items = {}
  for i = 1, tonumber(take()) * width do
    items[i] = take()
  end
  return items
end

local slot, token, asked_before = take(), take(), take()
local epoch = take()
local seen_for = take()
local expected, record = take(), take()
local owner = take()
local fired, fired_at = take(), take()
local updates = list(1)
local settled = list(1)
local requeue = list(1)
local effects = list(1)
local cancel = list(1)
local timers = list(2)
local links = list(3)
local topics = list(2)
local codes = list(1)
local named = list(2)
local archive = list(1)
local journal = list(2)
local counts = list(1)
local dead = list(3)
local begin = list(2)
local flags = list(2)
local drafts = list(2)
local tally = list(2)
local told = list(2)
local audit = list(2)
local case_keys = list(1)
local erase = take()
local wipes = list(4)
local asked_for = take()

local function row(entry)
  local sealed = {}
  for i = 1, #entry[2], 2 do
    sealed[entry[2][i]] = entry[2][i + 1]
  end
  return { entry[1], sealed['o'], sealed['e'], call('HGET', BEGUN, entry[1]) or '' }
end

-- Checks. Nothing is written above the line further down.

if asked_before == '1' then
  local receipt = call('HGET', RECEIPTS, slot)
  if receipt then
    local of, first, last = string.match(receipt, '^(%S+) (%S*) (%S*)$')
    if of == token then
      local ids, rows = {}, {}
      if first ~= '' then
        for i, entry in ipairs(call('XRANGE', EFFECTS, first, last)) do
          ids[i] = entry[1]
          rows[i] = row(entry)
        end
      end
      return { 'replayed', ids, rows }
    end
  end
end

if epoch ~= '' and call('GET', KEYS[17]) ~= epoch then
  return { 'fenced', {}, {} }
end

for _, update in ipairs(updates) do
  for i = 4, 6 do
    if call('SISMEMBER', KEYS[i], update) == 1 then
      return { 'seen', {}, {} }
    end
  end
end

if record ~= '' and call('GETRANGE', PERSON, 0, 15) ~= expected then
  return { 'conflict', {}, {} }
end

if fired ~= '' then
  local due = call('ZSCORE', TIMERS, owner .. ':' .. fired)
  if not due or tonumber(due) ~= tonumber(fired_at) then
    return { 'conflict', {}, {} }
  end
end

for _, code in ipairs(codes) do
  local holder = call('HGET', CODES, code)
  if holder and holder ~= owner then
    return { 'conflict', {}, {} }
  end
end

for i = 1, #topics, 2 do
  if topics[i + 1] ~= '' then
    local holder = call('HGET', TOPICS, topics[i + 1])
    if holder and holder ~= owner .. ':' .. topics[i] then
      return redis.error_reply('FOREIGN this thread is the topic of another case')
    end
  end
end

local moved = {}
for _, id in ipairs(requeue) do
  local entry = call('XRANGE', EFFECTS, id, id)[1]
  if entry then
    moved[#moved + 1] = row(entry)
  end
end

-- The last check is the first write: when none of the settled effects is left, deleting them changes nothing.
if #settled > 0 then
  local gone = 0
  for _, id in ipairs(settled) do
    gone = gone + call('XDEL', EFFECTS, id)
  end
  if gone == 0 then
    return { 'gone', {}, {} }
  end
end

-- Writes.

for i = 1, #begin, 2 do
  call('HSET', BEGUN, begin[i], begin[i + 1])
end

for _, id in ipairs(settled) do
  call('HDEL', BEGUN, id)
end

if #updates > 0 then
  call('SADD', KEYS[4], unpack(updates))
  if call('SCARD', KEYS[4]) == #updates then
    call('EXPIRE', KEYS[4], seen_for)
  end
end

if record ~= '' then
  call('SET', PERSON, record)
end

if #case_keys > 0 then
  call('RPUSH', KEYS[24], unpack(case_keys))
end
if erase ~= '' then
  -- The newest one seals what lives: it goes with all or not at all.
  local hers = call('LRANGE', KEYS[24], 0, -1)
  local last = 0
  for i, one in ipairs(hers) do
    local code = string.match(one, ' (.*)$')
    if erase == 'all' or (i < #hers and (erase == 'older' or code == erase)) then
      last = i
    end
  end
  for i = 1, last do
    call('SADD', KEYS[25], string.match(hers[i], '^(%S+)'))
  end
  if last > 0 then
    call('LTRIM', KEYS[24], last, -1)
  end
end

if fired ~= '' then
  call('ZREM', TIMERS, owner .. ':' .. fired)
end
for _, timer in ipairs(cancel) do
  call('ZREM', TIMERS, owner .. ':' .. timer)
end
for i = 1, #timers, 2 do
  call('ZADD', TIMERS, timers[i + 1], owner .. ':' .. timers[i])
end

for i = 1, #links, 3 do
  local field, value = links[i], links[i + 1]
  if links[i + 2] == '1' then
    local stored = call('HGET', MAP, field)
    if stored then
      local kind, other, author, more = string.match(value, '^(%a)(%d*)(:?[^!/]*)(.*)$')
      local _, other_before, author_before, more_before = string.match(stored, '^(%a)(%d*)(:?[^!/]*)(.*)$')
      value = kind
        .. (other ~= '' and other or other_before)
        .. (author ~= '' and author or author_before)
        .. (more ~= '' and more or more_before)
    end
  end
  call('HSET', MAP, field, value)
end
for i = 1, #named, 2 do
  call('HSET', MAP, named[i], named[i + 1])
end

for i = 1, #topics, 2 do
  if topics[i + 1] ~= '' then
    call('HSET', THREADS, topics[i], topics[i + 1])
    call('HSET', TOPICS, topics[i + 1], owner .. ':' .. topics[i])
  else
    call('HDEL', THREADS, topics[i])
  end
end
for _, code in ipairs(codes) do
  call('HSET', CODES, code, owner)
end

if #archive > 0 then
  call('SET', ARCHIVE, archive[1])
end
for i = 1, #journal, 2 do
  call('XADD', JOURNAL, '*', 'c', journal[i], 'e', journal[i + 1])
end
for _, name in ipairs(counts) do
  call('HINCRBY', COUNTS, name, 1)
end
for i = 1, #dead, 3 do
  call('XADD', DEAD, '*', 'u', dead[i], 't', dead[i + 1], 'e', dead[i + 2])
end

for i = 1, #flags, 2 do
  local id, value = flags[i], flags[i + 1]
  local lifts = string.sub(value, 1, 1) == '-'
  local meant = lifts and string.sub(value, 2) or ''
  if not lifts then
    call('HSET', KEYS[18], id, value)
  elseif meant == '' or call('HGET', KEYS[18], id) == meant then
    call('HDEL', KEYS[18], id)
  end
end
for i = 1, #drafts, 2 do
  call('HSET', KEYS[19], drafts[i], drafts[i + 1])
end
for i = 1, #tally, 2 do
  call('HINCRBY', KEYS[20], tally[i], tally[i + 1])
end
if #tally > 0 then
  call('EXPIRE', KEYS[20], asked_for, 'NX')
end
for i = 1, #told, 2 do
  call('HSET', KEYS[21], told[i], told[i + 1])
end

-- Each entry of the audit is bound to the one before it, in the order of the writes, which only this script knows.
if #audit > 0 then
  local number, chain = string.match(call('GET', KEYS[23]) or '', '^(%d+) (%x+)$')
  number, chain = tonumber(number or 0), chain or ''
  for i = 1, #audit, 2 do
    number = number + 1
    chain = redis.sha1hex(string.format('%s %d ', chain, number) .. audit[i])
    call('HSET', KEYS[22], string.format('%d', number), chain .. audit[i] .. audit[i + 1])
  end
  call('SET', KEYS[23], string.format('%d %s', number, chain))
end

-- What leaves for good, or takes the place of what left.
local function owned(key, whose)
  for _, entry in ipairs(call('XRANGE', key, '-', '+')) do
    if row(entry)[2] == whose then
      call('XDEL', key, entry[1])
      call('HDEL', BEGUN, entry[1])
    end
  end
end
for i = 1, #wipes, 4 do
  local act, key, field, value = wipes[i], KEYS[tonumber(wipes[i + 1])], wipes[i + 2], wipes[i + 3]
  if act == 'del' then
    call('DEL', key)
  elseif act == 'hdel' then
    call('HDEL', key, field)
  elseif act == 'zrem' then
    call('ZREM', key, field)
  elseif act == 'zadd' then
    call('ZADD', key, value, field)
  elseif act == 'xdel' then
    call('XDEL', key, field)
  elseif act == 'owned' then
    owned(key, field)
  elseif act == 'set' then
    call('SET', key, value, 'XX', 'KEEPTTL')
  elseif act == 'hset' then
    if call('HEXISTS', key, field) == 1 then
      call('HSET', key, field, value)
    end
  elseif act == 'rpush' then
    call('RPUSH', key, value)
  elseif act == 'count' then
    call('HINCRBY', key, field, value)
  elseif act == 'put' then
    call('HSET', key, field, value)
  elseif act == 'expire' then
    call('EXPIRE', key, value)
  end
end

local ids = {}
for i, sealed in ipairs(effects) do
  ids[i] = call('XADD', EFFECTS, '*', 'o', owner, 'e', sealed)
end
for _, old in ipairs(moved) do
  local id = call('XADD', EFFECTS, '*', 'o', old[2], 'e', old[3])
  call('XDEL', EFFECTS, old[1])
  if old[4] ~= '' then
    call('HDEL', BEGUN, old[1])
    call('HSET', BEGUN, id, old[4])
  end
  old[1] = id
  ids[#ids + 1] = id
end

if slot ~= '' then
  call('HSET', RECEIPTS, slot, token .. ' ' .. (ids[1] or '') .. ' ' .. (ids[#ids] or ''))
end
return { 'done', ids, moved }
