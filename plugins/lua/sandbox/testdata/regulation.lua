-- A regulation of ordinary size, for benchmarks and memory figures.
local M = { clauses = {}, texts = {}, statuses = {} }
local open = { new = true, work = true, wait = true }

local function clause(id, title)
  return function(body)
    body.id, body.title = id, title
    M.clauses[#M.clauses + 1] = body
    return body
  end
end

local function hours(n) return { n = n, u = "wh" } end
local function days(n) return { n = n, u = "d" } end

local function missing(case, names)
  local gaps = {}
  for _, name in ipairs(names) do
    if case.ticket.fields[name] == nil then gaps[#gaps + 1] = name end
  end
  return gaps
end

clause("1", "Өтінішті қарау тәртібі 1") {
  promises = {
    { name = "accepted_1", within = hours(1), since = "received" },
    { name = "answer_1", within = days(1), since = "registered" },
  },
  on = {
    registered = function(case)
      local gaps = missing(case, { "iin", "phone", "subject" })
      if #gaps > 0 then
        return { { ["do"] = "request_info", fields = gaps } }
      end
      if open[case.ticket.status] then return { { ["do"] = "set_status", to = "work_1" } } end
    end,
  },
}

clause("2", "Өтінішті қарау тәртібі 2") {
  promises = {
    { name = "accepted_2", within = hours(2), since = "received" },
    { name = "answer_2", within = days(2), since = "registered" },
  },
  on = {
    registered = function(case)
      local gaps = missing(case, { "iin", "phone", "subject" })
      if #gaps > 0 then
        return { { ["do"] = "request_info", fields = gaps } }
      end
      if open[case.ticket.status] then return { { ["do"] = "set_status", to = "work_2" } } end
    end,
  },
}

clause("3", "Өтінішті қарау тәртібі 3") {
  promises = {
    { name = "accepted_3", within = hours(3), since = "received" },
    { name = "answer_3", within = days(3), since = "registered" },
  },
  on = {
    registered = function(case)
      local gaps = missing(case, { "iin", "phone", "subject" })
      if #gaps > 0 then
        return { { ["do"] = "request_info", fields = gaps } }
      end
      if open[case.ticket.status] then return { { ["do"] = "set_status", to = "work_3" } } end
    end,
  },
}

clause("4", "Өтінішті қарау тәртібі 4") {
  promises = {
    { name = "accepted_4", within = hours(4), since = "received" },
    { name = "answer_4", within = days(4), since = "registered" },
  },
  on = {
    registered = function(case)
      local gaps = missing(case, { "iin", "phone", "subject" })
      if #gaps > 0 then
        return { { ["do"] = "request_info", fields = gaps } }
      end
      if open[case.ticket.status] then return { { ["do"] = "set_status", to = "work_4" } } end
    end,
  },
}

clause("5", "Өтінішті қарау тәртібі 5") {
  promises = {
    { name = "accepted_5", within = hours(5), since = "received" },
    { name = "answer_5", within = days(5), since = "registered" },
  },
  on = {
    registered = function(case)
      local gaps = missing(case, { "iin", "phone", "subject" })
      if #gaps > 0 then
        return { { ["do"] = "request_info", fields = gaps } }
      end
      if open[case.ticket.status] then return { { ["do"] = "set_status", to = "work_5" } } end
    end,
  },
}

clause("6", "Өтінішті қарау тәртібі 6") {
  promises = {
    { name = "accepted_6", within = hours(6), since = "received" },
    { name = "answer_6", within = days(6), since = "registered" },
  },
  on = {
    registered = function(case)
      local gaps = missing(case, { "iin", "phone", "subject" })
      if #gaps > 0 then
        return { { ["do"] = "request_info", fields = gaps } }
      end
      if open[case.ticket.status] then return { { ["do"] = "set_status", to = "work_6" } } end
    end,
  },
}

clause("7", "Өтінішті қарау тәртібі 7") {
  promises = {
    { name = "accepted_7", within = hours(7), since = "received" },
    { name = "answer_7", within = days(7), since = "registered" },
  },
  on = {
    registered = function(case)
      local gaps = missing(case, { "iin", "phone", "subject" })
      if #gaps > 0 then
        return { { ["do"] = "request_info", fields = gaps } }
      end
      if open[case.ticket.status] then return { { ["do"] = "set_status", to = "work_7" } } end
    end,
  },
}

clause("8", "Өтінішті қарау тәртібі 8") {
  promises = {
    { name = "accepted_8", within = hours(8), since = "received" },
    { name = "answer_8", within = days(8), since = "registered" },
  },
  on = {
    registered = function(case)
      local gaps = missing(case, { "iin", "phone", "subject" })
      if #gaps > 0 then
        return { { ["do"] = "request_info", fields = gaps } }
      end
      if open[case.ticket.status] then return { { ["do"] = "set_status", to = "work_8" } } end
    end,
  },
}

clause("9", "Өтінішті қарау тәртібі 9") {
  promises = {
    { name = "accepted_9", within = hours(9), since = "received" },
    { name = "answer_9", within = days(9), since = "registered" },
  },
  on = {
    registered = function(case)
      local gaps = missing(case, { "iin", "phone", "subject" })
      if #gaps > 0 then
        return { { ["do"] = "request_info", fields = gaps } }
      end
      if open[case.ticket.status] then return { { ["do"] = "set_status", to = "work_9" } } end
    end,
  },
}

clause("10", "Өтінішті қарау тәртібі 10") {
  promises = {
    { name = "accepted_10", within = hours(10), since = "received" },
    { name = "answer_10", within = days(10), since = "registered" },
  },
  on = {
    registered = function(case)
      local gaps = missing(case, { "iin", "phone", "subject" })
      if #gaps > 0 then
        return { { ["do"] = "request_info", fields = gaps } }
      end
      if open[case.ticket.status] then return { { ["do"] = "set_status", to = "work_10" } } end
    end,
  },
}

clause("11", "Өтінішті қарау тәртібі 11") {
  promises = {
    { name = "accepted_11", within = hours(11), since = "received" },
    { name = "answer_11", within = days(11), since = "registered" },
  },
  on = {
    registered = function(case)
      local gaps = missing(case, { "iin", "phone", "subject" })
      if #gaps > 0 then
        return { { ["do"] = "request_info", fields = gaps } }
      end
      if open[case.ticket.status] then return { { ["do"] = "set_status", to = "work_11" } } end
    end,
  },
}

clause("12", "Өтінішті қарау тәртібі 12") {
  promises = {
    { name = "accepted_12", within = hours(12), since = "received" },
    { name = "answer_12", within = days(12), since = "registered" },
  },
  on = {
    registered = function(case)
      local gaps = missing(case, { "iin", "phone", "subject" })
      if #gaps > 0 then
        return { { ["do"] = "request_info", fields = gaps } }
      end
      if open[case.ticket.status] then return { { ["do"] = "set_status", to = "work_12" } } end
    end,
  },
}

return M
