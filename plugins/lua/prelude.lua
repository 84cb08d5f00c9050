-- The words of which a regulation is written. They build plain tables; what the
-- tables mean, and whether they make sense, the rules package says.

local LANGUAGES = { kk = true, ru = true, en = true }

-- is_text tells texts from options: a string, or strings by language.
local function is_text(v)
  if type(v) == "string" then return true end
  if type(v) ~= "table" then return false end
  local some = false
  for k in pairs(v) do
    if not LANGUAGES[k] then return false end
    some = true
  end
  return some
end

-- here is the place in the script that is level calls away.
local function here(level)
  local file, line = host.where(level + 1)
  return { file = file, line = line }
end

local function complain(at, text) host.fail(at.file, tostring(at.line), text) end

-- only complains of keys that a word does not know: what is left out without a
-- word is taken for said.
local function only(at, what, data, known)
  for k in pairs(data) do
    if not known[k] then
      local names = {}
      for name in pairs(known) do names[#names + 1] = name end
      table.sort(names)
      complain(at, what .. ": " .. tostring(k) .. " is unknown here; known are " .. table.concat(names, ", "))
    end
  end
end

-- An item waits for its label and its options, in calls that follow one
-- another: ask "java" "Java" { max = 40 }.
local item = {}

function item.__call(self, arg)
  if is_text(arg) then
    self.data[self.text_as] = arg
    return self
  end
  if type(arg) == "function" then
    self.hook = arg
    return self
  end
  if type(arg) ~= "table" then
    complain(self.at, "a label, or a table of options, is expected after " .. self.what)
  end
  for k, v in pairs(arg) do
    if type(k) == "number" then
      self.parts[#self.parts + 1] = v
    else
      self.data[k] = v
    end
  end
  return self
end

local function make(what, data, at)
  local it = setmetatable({ what = what, data = data, parts = {}, text_as = "label", at = at, line = at.line }, item)
  return it
end

-- maker gives a word that starts an item with an id.
local function maker(what, more)
  return function(id)
    local data = { id = id }
    for k, v in pairs(more or {}) do data[k] = v end
    local it = make(what, data, here(2))
    return it
  end
end

-- group gives a word with parts: reason.refuse "late", may.take "...".
local function group(build)
  return setmetatable({}, { __index = function(_, name)
    return function(...)
      local it = build(name, here(2), ...)
      return it
    end
  end })
end

-- Durations -----------------------------------------------------------------

local function unit(u)
  return function(n)
    if type(n) == "table" then return n end -- a parameter
    return tostring(n) .. u
  end
end

seconds, minutes, hours, days, months = unit "s", unit "m", unit "h", unit "d", unit "mo"
working = { minutes = unit "wm", hours = unit "wh", days = unit "wd" }

-- Values --------------------------------------------------------------------

-- value "input.reason" is the value at a path of the case.
function value(path) return { path = path } end

now = { now = true }

-- param "x" {...} makes a parameter, param.x uses it.
param = setmetatable({}, {
  __call = function(_, id)
    local it = make("params", { id = id }, here(2))
    return it
  end,
  __index = function(_, id) return { param = id } end,
})

known, unknown = { known = true }, { known = false }
-- within(working.days(5)): an instant that lies no longer ago.
function within(duration) return { within = duration } end
function has(words) return { has = words } end
function at_least(n) return { min = n } end
function at_most(n) return { max = n } end

-- What stands in clauses ----------------------------------------------------

ask = maker("fields", { required = true })
optional = maker("fields")
later = maker("fields", { ask = "later" })
request = maker("types")
status = maker("statuses")
level = maker("levels")
role = maker("roles")
queue = maker("queues")
promise = maker("promises")
silence = maker("silences")

-- text "id" {...} makes a text; text.has(s, word) of hooks stays beside it.
text = setmetatable({ has = text.has }, { __call = function(_, id)
  local it = make("texts", { id = id }, here(2))
  return it
end })

calendar = maker("calendars")

-- channel.email "a@b.example" {...}; a door without an address: channel.chat {...}.
channel = group(function(kind, at, address)
  local it = make("channels", { id = kind, kind = kind }, at)
  if type(address) == "table" and not is_text(address) and not address[1] and not address.param then return it(address) end
  it.data.address = address
  return it
end)

reason = group(function(name, at, id)
  local it = make("reasons", { id = id, group = name }, at)
  return it
end)

-- may.take "label" {...}: an act that people may do.
may = group(function(id, at, label)
  local it = make("acts", { id = id, verb = "may" }, at)
  return it(label)
end)

-- must.register_call "label" {...}: an act that the document demands of people.
must = group(function(id, at, label)
  local it = make("acts", { id = id, verb = "must" }, at)
  return it(label)
end)

function on(moments)
  local it = make("reactions", { on = moments }, here(2))
  return it
end

function join(options)
  local it = make("threading", { ["then"] = "join" }, here(2))
  return it(options)
end

function follow(options)
  local it = make("threading", { ["then"] = "new" }, here(2))
  return it(options)
end

function subject(pattern)
  local it = make("subject", { pattern = pattern }, here(2))
  return it
end

function numbering(options)
  local it = make("numbering", {}, here(2))
  return it(options)
end

function reading()
  local it = make("reading", {}, here(2))
  return it
end

function transition(in_work)
  local it = make("transition", { in_work = in_work }, here(2))
  return it
end

function remind(options)
  local it = make("remind", {}, here(2))
  return it(options)
end

-- Effects -------------------------------------------------------------------

local function effect(data)
  local it = { effect = data }
  return it
end

function send(what)
  if type(what) == "string" then what = { text = what } end
  return effect { send = what }
end

function note(what)
  if type(what) == "string" then what = { text = what } end
  return effect { note = what }
end

function set(values) return effect { set = values } end
function move(to) return effect { status = to } end
function mark(moments) return effect { mark = moments } end
function copy(fields) return effect { copy = fields } end
function drop(clause) return effect { drop = clause } end
function append(entries) return effect { append = entries } end
function link(as, ticket) return effect { link = { as = as, to = ticket } } end
function tell(what) return effect { tell = what } end
function open(what) return effect { open = what } end

-- say "text" is an entry of append in the words of a text.
function say(text) return { say = text } end

-- confine "role:quality" { except = value "field.about" }, the table may be left out.
function confine(to, options)
  only(here(2), "confine", options or {}, { except = true })
  return effect { confine = { to = to, except = options and options.except } }
end

function problem(field, text, options)
  only(here(2), "problem", options or {}, { warning = true })
  return effect { problem = { field = field, text = text, warning = options and options.warning } }
end

-- suggest.ask_info { fields = ... }: a proposal to staff. Its text, if it has
-- one, stands under "because".
suggest = setmetatable({}, { __index = function(_, act)
  return function(inputs)
    local rest, because = {}, nil
    for k, v in pairs(inputs or {}) do
      if k == "because" then because = v else rest[k] = v end
    end
    return effect { suggest = { act = act, inputs = next(rest) and rest or nil, text = because } }
  end
end })

-- under "CLAUSE" (effect): the effect stands under another clause than the item.
function under(clause)
  return function(e)
    local data = { clause = clause }
    for k, v in pairs(e.effect) do data[k] = v end
    return effect(data)
  end
end

-- Building ------------------------------------------------------------------

local function effects_of(parts, at)
  local out = {}
  for _, p in ipairs(parts) do
    if type(p) ~= "table" or not p.effect then
      complain(at, "an effect is expected here: send, set, move, suggest, note, mark ...")
    end
    out[#out + 1] = p.effect
  end
  return out
end

-- flatten gives the effects of a hook's answer: one, or a list of them. false is
-- the answer of "a and b" where a does not hold. What is no effect is handed on
-- as it is, for the host to refuse it.
local function flatten(out, v)
  if v == nil or v == false then return end
  if type(v) ~= "table" then
    out[#out + 1] = v
    return
  end
  if v.effect then
    out[#out + 1] = v.effect
    return
  end
  for k, e in pairs(v) do
    if type(k) ~= "number" then
      out[#out + 1] = v
      return
    end
    flatten(out, e)
  end
end

local function hook_of(f)
  return function(t)
    local out = {}
    flatten(out, { f(t) })
    return out
  end
end

local DAYS = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" }

local function is_day(d)
  for _, known in ipairs(DAYS) do
    if d == known then return true end
  end
  return false
end

-- day_range gives the days of "mon-fri"; it may run over the end of the week.
local function day_range(s, at)
  local first, last = string.match(s, "^(%a+)-(%a+)$")
  if not first then first, last = s, s end
  if not is_day(first) or not is_day(last) then
    complain(at, "days = \"" .. s .. "\"; a day is one of " .. table.concat(DAYS, ", ") .. ", a range such as mon-fri")
  end
  local out, i = {}, 1
  while DAYS[i] ~= first do i = i + 1 end
  while DAYS[i] ~= last do
    out[#out + 1] = DAYS[i]
    i = i % 7 + 1
  end
  out[#out + 1] = last
  return out
end

-- list_of makes a list of a single value; a parameter is one.
local function list_of(v)
  if type(v) == "table" and not v.param then return v end
  return { v }
end

local function week_of(data, at)
  local week = {}
  local list = list_of(data.days)
  local ranges = list_of(data.hours)
  for _, part in ipairs(list) do
    for _, d in ipairs(day_range(part, at)) do week[d] = ranges end
  end
  for d, r in pairs(data.week or {}) do week[d] = list_of(r) end
  return week
end

local CALENDAR = { id = true, zone = true, days = true, hours = true, week = true, versions = true, holidays = true,
  moved_days = true, short_days = true, exceptions = true }

-- A calendar is written with days and hours, or with versions of a week.
local function calendar_of(data, at)
  only(at, "calendar", data, CALENDAR)
  local def = { zone = data.zone, holidays = data.holidays, moved_days = data.moved_days, short_days = data.short_days,
    days = {} }
  for d, r in pairs(data.exceptions or {}) do def.days[d] = list_of(r) end
  def.versions = data.versions or { { week = week_of(data, at) } }
  return { id = data.id, definition = def }
end

local function by_language(v, lang)
  if type(v) == "string" then return { [lang] = v } end
  return v
end

-- A text is given by language, as the body alone or as {subject =, body =}.
local function text_of(it, lang)
  local out = { body = {}, subject = {} }
  local from = {}
  only(it.at, "text", it.data, { id = true, label = true, kk = true, ru = true, en = true })
  for k, v in pairs(by_language(it.data.label or {}, lang)) do from[k] = v end
  for k, v in pairs(it.data) do if LANGUAGES[k] then from[k] = v end end
  for k, v in pairs(from) do
    if type(v) == "string" then
      out.body[k] = v
    else
      only(it.at, "text", v, { body = true, subject = true })
      out.body[k], out.subject[k] = v.body, v.subject
    end
  end
  if not next(out.subject) then out.subject = nil end
  return out
end

local function remind_of(it)
  only(it.at, "remind", it.data, { every = true, times = true, last = true })
  local r = { every = it.data.every, times = it.data.times }
  r["do"] = effects_of(it.parts, it.at)
  if it.data.last then
    r.last = effects_of(it.data.last.effect and { it.data.last } or it.data.last, it.at)
  end
  return r
end

local finish = {}

function finish.texts(cat, it, clause)
  local t = text_of(it, cat.lang)
  t.clause, t.line = clause, it.line
  cat.texts[it.data.id] = t
end

function finish.subject(cat, it, clause)
  it.data.clause, it.data.line = clause, it.line
  cat.subject = it.data
end

function finish.numbering(cat, it, clause)
  it.data.clause, it.data.line = clause, it.line
  cat.numbering = it.data
end

function finish.reading(cat, it, clause)
  only(it.at, "reading", it.data, {})
  cat.reading = { clause = clause, line = it.line }
end

function finish.transition(cat, it, clause)
  only(it.at, "transition", it.data, { in_work = true })
  it.data.clause, it.data.line = clause, it.line
  cat.transition = it.data
end

function finish.remind(_, it)
  complain(it.at, "remind stands within a silence")
end

local function lists(cat, what)
  cat[what] = cat[what] or {}
  return cat[what]
end

local function plain(cat, it, clause)
  local data = it.data
  if it.what == "calendars" then data = calendar_of(data, it.at) end
  if it.what == "acts" then data["do"] = effects_of(it.parts, it.at) end
  if it.what == "silences" then
    local rest = {}
    for _, p in ipairs(it.parts) do
      if p.what == "remind" then data.remind = remind_of(p) else rest[#rest + 1] = p end
    end
    data["then"] = effects_of(rest, it.at)
  end
  if it.what == "promises" then
    for _, name in ipairs { "on_warn", "on_breach" } do
      local e = data[name]
      if e then data[name] = effects_of(e.effect and { e } or e, it.at) end
    end
  end
  data.clause, data.line = clause, it.line
  local list = lists(cat, it.what)
  list[#list + 1] = data
end

function finish.reactions(cat, it, clause)
  if it.hook then
    only(it.at, "on with a function (it decides by itself)", it.data, { on = true })
    if #it.parts > 0 then complain(it.at, "on with a function: the function returns the effects, none stand beside it") end
    local list = lists(cat, "hooks")
    list[#list + 1] = { on = it.data.on, clause = clause, line = it.line, func = hook_of(it.hook) }
    return
  end
  it.data["do"] = effects_of(it.parts, it.at)
  it.data.clause, it.data.line = clause, it.line
  local list = lists(cat, "reactions")
  list[#list + 1] = it.data
end

-- clause "id" "title" { label =, section =, quote =, note =, items ... }
function clause(id)
  local it = make("clause", { id = id }, here(2))
  it.text_as = "title"
  return it
end

function document(data) return { document = data } end

-- DOES are the items that take effects, or items, in their braces.
local DOES = { acts = true, silences = true, reactions = true, remind = true, clause = true }

local function add_clause(cat, it)
  local data = it.data
  data.line = it.line
  local list = lists(cat, "clauses")
  list[#list + 1] = data
  for _, part in ipairs(it.parts) do
    if type(part) ~= "table" or not part.what then
      complain(it.at, "clause " .. tostring(data.id) .. " holds something that is no item")
    end
    if part.what == "clause" then
      complain(part.at, "a clause cannot stand within another")
    end
    if #part.parts > 0 and not DOES[part.what] then
      complain(part.at, part.what .. ": no effect can stand here")
    end
    if part.hook and part.what ~= "reactions" then
      complain(part.at, part.what .. ": no function can stand here")
    end
    local f = finish[part.what] or plain
    f(cat, part, data.id)
  end
end

-- regulation "id" { api =, lang =, document {...}, clause ... }
function regulation(id)
  return function(parts)
    local cat = { id = id, texts = {} }
    for k, v in pairs(parts) do
      if type(k) ~= "number" then cat[k] = v end
    end
    for _, p in ipairs(parts) do
      if type(p) == "table" and p.document then
        cat.document = p.document
      elseif type(p) == "table" and p.what == "clause" then
        add_clause(cat, p)
      elseif type(p) == "table" and p.what then
        complain(p.at, p.what .. " must stand within a clause")
      else
        complain(here(2), "a regulation is made of clauses")
      end
    end
    return cat
  end
end
