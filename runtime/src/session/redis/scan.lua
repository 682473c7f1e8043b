-- Values in the order of their names: space, owner, value, revision, expires, wakes of each.
-- ARGV: the name they come after ('' for the beginning), now, limit.
local p, after, now, limit = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local found = {}
while #found == 0 do
  local from = '-'
  if after ~= '' then from = '(' .. after end
  local members = redis.call('ZRANGEBYLEX', p .. ':names', from, '+', 'LIMIT', 0, limit)
  if #members == 0 then return found end
  for _, member in ipairs(members) do
    local it = redis.call('HMGET', p .. ':value:' .. member, 'value', 'revision', 'expires', 'wakes')
    if it[1] and (it[3] == '' or tonumber(it[3]) > now) then
      local cut = string.find(member, '\1', 1, true)
      local space, owner = string.sub(member, 1, cut - 1), string.sub(member, cut + 1)
      for _, text in ipairs({ space, owner, it[1], it[2], it[3], it[4] }) do found[#found + 1] = text end
    end
  end
  after = members[#members]
end
return found
