-- The values of a space that were to wake: owner, value, revision, expires, wakes of each.
-- ARGV: space, now, limit.
local p, space, now = KEYS[1], ARGV[1], tonumber(ARGV[2])
local found = {}
local owners = redis.call('ZRANGEBYSCORE', p .. ':wakes:' .. space, '-inf', now, 'LIMIT', 0, ARGV[3])
for _, owner in ipairs(owners) do
  local name = p .. ':value:' .. space .. '\1' .. owner
  local it = redis.call('HMGET', name, 'value', 'revision', 'expires', 'wakes')
  if it[1] and (it[3] == '' or tonumber(it[3]) > now) then
    for _, text in ipairs({ owner, it[1], it[2], it[3], it[4] }) do found[#found + 1] = text end
  end
end
return found
