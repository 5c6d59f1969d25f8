#!lua
-- Puts values into entries of a stream. Entries can't be changed, so the stream is built anew with the same ids.
--
-- KEYS: epoch stream new-stream; ARGV: epoch ("" is not looked at), then for each entry: id, old, new
-- Answer: how many were put there, or -1 when a later epoch has begun

local call = redis.call
if ARGV[1] ~= '' and call('GET', KEYS[1]) ~= ARGV[1] then
  return -1
end
if call('EXISTS', KEYS[2]) == 0 then
  return 0
end
local news = {}
for i = 2, #ARGV, 3 do
  news[ARGV[i]] = { ARGV[i + 1], ARGV[i + 2] }
end
local info = call('XINFO', 'STREAM', KEYS[2])
local last
for i = 1, #info, 2 do
  if info[i] == 'last-generated-id' then
    last = info[i + 1]
  end
end
call('DEL', KEYS[3])
local put, start = 0, '-'
while true do
  local entries = call('XRANGE', KEYS[2], start, '+', 'COUNT', 500)
  for _, entry in ipairs(entries) do
    local new, fields = news[entry[1]], entry[2]
    if new then
      for i = 1, #fields, 2 do
        if fields[i] == 'e' and fields[i + 1] == new[1] then
          fields[i + 1] = new[2]
          put = put + 1
        end
      end
    end
    call('XADD', KEYS[3], entry[1], unpack(fields))
    start = '(' .. entry[1]
  end
  if #entries < 500 then
    break
  end
end
if call('EXISTS', KEYS[3]) == 1 then
  call('XSETID', KEYS[3], last)
  call('RENAME', KEYS[3], KEYS[2])
end
return put
