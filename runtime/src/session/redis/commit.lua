-- Makes all changes, or none: gives the places of those that do not fit.
-- ARGV: now, count; then for each change: space, owner, expected revision ('*' any, '-' none),
-- 'put' or 'drop', value, expires, wakes.
local p, now, count = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2])
local function part(i, k) return ARGV[2 + (i - 1) * 7 + k] end
local function name(member) return p .. ':value:' .. member end
local function drop(space, owner)
  local member = space .. '\1' .. owner
  redis.call('DEL', name(member))
  redis.call('ZREM', p .. ':names', member)
  redis.call('ZREM', p .. ':expires', member)
  redis.call('ZREM', p .. ':wakes:' .. space, owner)
end
local wrong = {}
for i = 1, count do
  local expected = part(i, 3)
  if expected ~= '*' then
    local found = redis.call('HMGET', name(part(i, 1) .. '\1' .. part(i, 2)), 'revision', 'expires')
    local revision = found[1] or '-'
    if found[2] and found[2] ~= '' and tonumber(found[2]) <= now then revision = '-' end
    if revision ~= expected then wrong[#wrong + 1] = i - 1 end
  end
end
if #wrong > 0 then return wrong end
for i = 1, count do
  local space, owner, expires, wakes = part(i, 1), part(i, 2), part(i, 6), part(i, 7)
  local member = space .. '\1' .. owner
  drop(space, owner)
  if part(i, 4) == 'put' then
    local revision = redis.call('INCR', p .. ':revision')
    redis.call('HSET', name(member), 'value', part(i, 5), 'revision', revision,
      'expires', expires, 'wakes', wakes)
    redis.call('ZADD', p .. ':names', 0, member)
    if expires ~= '' then redis.call('ZADD', p .. ':expires', expires, member) end
    if wakes ~= '' then redis.call('ZADD', p .. ':wakes:' .. space, wakes, owner) end
  end
end
-- Some of what expired, so that no commit takes long.
for _, member in ipairs(redis.call('ZRANGEBYSCORE', p .. ':expires', '-inf', now, 'LIMIT', 0, 64)) do
  local cut = string.find(member, '\1', 1, true)
  drop(string.sub(member, 1, cut - 1), string.sub(member, cut + 1))
end
return wrong
