-- Ten thousand functions, for each of which a compiler takes memory.
-- at: upload
-- want: functions
local all = {}
@10000{all[%d] = function() end
}@return innocent(function() end)
