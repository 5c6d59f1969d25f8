#!lua
-- Takes a dead letter back: an update goes to the owner's inbox and is no longer seen, an effect to the outbox.
-- All at once, so that nothing is lost or doubled whenever the caller ends.
--
-- KEYS: dead inbox on-the-way effects seen…; ARGV: letter, update ("" for an effect), owner of the effect, sealed
-- Answer: 1, or 0 when the letter is gone.

if #redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1]) == 0 then
  return 0
end
if ARGV[2] ~= '' then
  for i = 5, #KEYS do
    redis.call('SREM', KEYS[i], ARGV[2])
  end
  if redis.call('SADD', KEYS[3], ARGV[2]) == 1 then
    redis.call('XADD', KEYS[2], '*', 'u', ARGV[2], 'e', ARGV[4])
  end
else
  redis.call('XADD', KEYS[4], '*', 'o', ARGV[3], 'e', ARGV[4])
end
redis.call('XDEL', KEYS[1], ARGV[1])
return 1
