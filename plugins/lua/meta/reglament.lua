---@meta
-- Annotations of the words that a regulation is written in, for editors that know
-- the Lua language server: they complete words and keys, show what each means,
-- and mark what is misspelled. docs/reference.md is the reference. This file is
-- never run.

-- Values ----------------------------------------------------------------------

---A text by language.
---@class reglament.Languages
---@field kk? string|reglament.Letter
---@field ru? string|reglament.Letter
---@field en? string|reglament.Letter

---A text with a subject.
---@class reglament.Letter
---@field subject? string Subject of the message.
---@field body? string The text.

---A text in the document's language, or texts by language.
---@alias reglament.Text string|reglament.Languages

---A whole number and a unit: "3wh", working.hours(3), days(2).
---@alias reglament.Duration string

---Paths and what is wanted there; all must hold: { channel = "email", ["field.phone"] = known }.
---@alias reglament.Condition table<string, any>

---What is found at a path of the case.
---@class reglament.Ref
---@field path string

---One thing to do: send, note, set, move, suggest ...
---@class reglament.Effect

---Something that stands in a clause.
---@class reglament.Item

-- Keys of items ---------------------------------------------------------------

---What stands beside the clauses of a regulation.
---@class reglament.Catalogue
---@field api? integer The form of the catalogue: 1.
---@field lang? "kk"|"ru"|"en" The language of the document.
---@field languages? string|string[] Languages in which customers are answered; kk, ru and en by default.
---@field [integer] reglament.Document|reglament.Item

---The document's particulars.
---@class reglament.Document
---@field title? reglament.Text Heads the published document.
---@field company? reglament.Text The company's name; signs mail and pages.
---@field code? string Code, as it is printed.
---@field number? string Number, as it is printed.
---@field edition? string Edition, as it is printed.
---@field author? string Who wrote it.
---@field signer? string Who signed it.
---@field contact? string Mail address or phone that a form shows when it cannot be sent.

---A numbered passage of the document, with the items that carry it out.
---@class reglament.Clause
---@field title? reglament.Text Its title; usually the string after the id.
---@field label? string The number that the document prints.
---@field section? reglament.Text The heading that it stands under.
---@field quote? reglament.Text The passage itself, in each language in which the document is published.
---@field note? reglament.Text Your reading where the passage is silent.
---@field [integer] reglament.Item

---A value that an administrator may change.
---@class reglament.Param
---@field kind? "duration"|"int"|"bool"|"text"|"list"|"choice" What it is.
---@field label? reglament.Text Its name.
---@field default? any The value.
---@field min? any Lower limit of an int or a duration.
---@field max? any Upper limit of an int or a duration.
---@field options? string|string[] What a choice chooses from.

---How tickets are numbered.
---@class reglament.Numbering
---@field prefix? string What stands before the number: "SK-".
---@field first? integer The first number.
---@field width? integer Filled up with zeros to this many digits.

---When the company works.
---@class reglament.Calendar
---@field zone? string A place: "Asia/Almaty".
---@field days? string|string[] Working days: "mon-fri".
---@field hours? string|string[] Hours of those days: "09:00-18:00".
---@field week? table<string, string|string[]> Days with hours of their own.
---@field versions? reglament.Version[] Weeks that hold one after another.
---@field holidays? "kz"|"ru" Whose holidays are free.
---@field moved_days? boolean Weekend days that the state declared working are worked.
---@field short_days? boolean Days that the state shortens close an hour earlier.
---@field exceptions? table<string, string|string[]> Dates with hours of their own.

---A week that holds from a date on.
---@class reglament.Version
---@field from? string The first day; the first version has none.
---@field week? table<string, string|string[]> mon to sun, each with its hours.

---A door of the company.
---@class reglament.Channel
---@field id? string A name of its own, where two channels have one kind.
---@field mode? "intake"|"number" number: it takes nothing but numbers of tickets.
---@field address? string|string[] What customers see of it.
---@field label? reglament.Text Its name.
---@field free? boolean Any text is taken; missing fields are no problem.
---@field set? table<string, any> Fields and facets that its tickets start with.
---@field reply? string Messages go by this channel, to the address that the field holds.
---@field staff? boolean Only employees file by it.
---@field apart? boolean What is written to its address joins tickets of this channel alone.
---@field signed_in? boolean The sender must have signed in.
---@field who? reglament.Condition Who may use it.
---@field refusal? string Id of the text that the others are told.

---A request type.
---@class reglament.Type
---@field label? reglament.Text Its name.
---@field hint? reglament.Text A line below the name.
---@field set? table<string, any> Fields and facets that its tickets start with.

---Something that is asked for.
---@class reglament.Field
---@field id? string Its id; given here for inputs of acts.
---@field kind? "text"|"longtext"|"choice"|"date"|"datetime"|"person"|"ticket"|"files"|"reason"|"bool" Kind of the value; text by default.
---@field label? reglament.Text The question.
---@field hint? reglament.Text A line that explains it.
---@field required? boolean It must be filled in.
---@field options? reglament.Option[] What a choice chooses from.
---@field group? string Group of the reasons to choose from.
---@field default? any Taken where nothing is given.
---@field format? "email"|"phone"|"iin" A well-known form.
---@field pattern? string Regular expression that the whole value must match.
---@field many? boolean Several options may be chosen.
---@field min? integer Shortest length.
---@field max? integer Longest length, or most files.
---@field when? reglament.When Asked only while another field has one of some values.
---@field future? boolean A date may not be past.
---@field open? string Calendar whose hours a date must lie in.
---@field channels? string|string[] Channels where it is asked; all by default.
---@field from? string Path of a list that a choice chooses from.
---@field link? string What another ticket is to this one.
---@field suggest? string|string[] Values that are offered but not demanded.
---@field read? reglament.Read How it is found in the text of a mail.
---@field ask? "later" Not asked at the start.

---A value to choose.
---@class reglament.Option
---@field id? string The value.
---@field label? reglament.Text What people see.
---@field clause? string The clause that it stands in, if that is another one.

---A field is asked only while another one has one of some values.
---@class reglament.When
---@field field? string The other field.
---@field ["in"]? string|string[] Its values.

---How a field is found in a free text.
---@class reglament.Read
---@field point? integer The point with this number: 3) Java 8.
---@field labels? string|string[] Words that a line begins with.
---@field form? "phone" The last phone number in the text.

---A state of a ticket.
---@class reglament.Status
---@field label? reglament.Text Its name.
---@field family? "new"|"work"|"wait"|"done"|"stop" Family.
---@field turn? "staff"|"customer"|"other"|"nobody" Who must act.
---@field initial? boolean New tickets begin here.
---@field final? boolean It ends a ticket.

---A service level; the first whose condition holds is fixed at registration.
---@class reglament.Level
---@field label? reglament.Text Its name.
---@field when? reglament.Condition Who has it.

---A role or a queue.
---@class reglament.Named
---@field label? reglament.Text Its name.

---One of a closed list of reasons.
---@class reglament.Reason
---@field label? reglament.Text Its words.

---Something that people do with a ticket; its effects stand in the braces.
---@class reglament.Act
---@field label? reglament.Text The button.
---@field hint? reglament.Text A line that explains it.
---@field group? string Which buttons belong together.
---@field roles? string|string[] Who may do it: roles, staff, customer.
---@field from? string|string[] Where it is possible: statuses, open, ended, family:wait.
---@field when? reglament.Condition When it is possible.
---@field to? string The status where it leads.
---@field danger? boolean It cannot be undone.
---@field inputs? reglament.Field|reglament.Field[] What it asks for.
---@field notice? string|reglament.Ref Text that the customer is sent.
---@field public? boolean It answers the customer.
---@field silent? boolean It ends the ticket without a word to the customer, on purpose.
---@field children? "any" It ends the ticket though children of it are open.
---@field mark? string|string[] Moments that it raises besides act:id.
---@field [integer] reglament.Effect

---A deadline that the company owes.
---@class reglament.Promise
---@field label? reglament.Text Its name.
---@field since? string|string[] Moments at which it begins.
---@field within? reglament.Duration How long.
---@field by? reglament.ByValue How long, by a value of the ticket.
---@field at? string|reglament.Ref Instead of a length: the date at which it ends.
---@field calendar? string Calendar that working time is counted on.
---@field met? string|string[] Moments at which it is kept.
---@field cancel? string|string[] Moments at which it falls away.
---@field paused? string|string[] Statuses in which the clock stands still.
---@field recount? string|string[] Moments at which its end is computed anew.
---@field keep? boolean It goes on when a ticket ends.
---@field when? reglament.Condition Asked when it begins.
---@field warn? reglament.Duration How long before the end staff are warned.
---@field on_warn? reglament.Effect|reglament.Effect[] Done then.
---@field on_breach? reglament.Effect|reglament.Effect[] Done when the end has passed.

---A duration by a value of the ticket.
---@class reglament.ByValue
---@field path? string level, priority, field.x.
---@field values? table<string, reglament.Duration> Durations by value; default stands for the others.

---What happens when somebody does not answer; the effects of its end stand in the braces.
---@class reglament.Silence
---@field label? reglament.Text Its name.
---@field since? string|string[] Moments at which it begins to wait.
---@field cancel? string|string[] Moments at which somebody spoke.
---@field keep? boolean It goes on when a ticket ends.
---@field when? reglament.Condition Asked when it begins.
---@field over? reglament.Duration After how long it ends.
---@field at? string|reglament.Ref Instead of a length: the date at which it ends.
---@field calendar? string Calendar that working time is counted on.
---@field [integer] reglament.Effect|reglament.RemindItem

---Reminders of a silence; their effects stand in the braces.
---@class reglament.Remind
---@field every? reglament.Duration How often.
---@field times? integer How many, 1 to 20.
---@field last? reglament.Effect|reglament.Effect[] Done the last time instead.
---@field [integer] reglament.Effect

---What answers to a moment; its effects stand in the braces.
---@class reglament.Reaction
---@field when? reglament.Condition When it acts.
---@field group? string Of a group only the first whose condition holds acts.
---@field [integer] reglament.Effect

---Which ticket a message belongs to.
---@class reglament.Thread
---@field by? string|string[] Evidence: copy, reply, own, foreign, reference, number, subject, subject_domain.
---@field to? string|string[] Statuses of the tickets that it applies to.
---@field participant? boolean The sender must take part in the ticket already.
---@field min_length? integer Shorter subjects say too little.
---@field except? string|string[] Subjects that say too little, in small letters.
---@field within? reglament.Duration How long ago the ticket may have ended.
---@field calendar? string Calendar for within.

---The form that the subject of a mail must have.
---@class reglament.Subject
---@field tolerate? table<string, string|string[]> Other spellings of the fixed marks.

-- Keys of effects -------------------------------------------------------------

---A message.
---@class reglament.Send
---@field text? string|reglament.Ref Id of the text.
---@field to? string|reglament.Ref requester by default; assignee, role:manager, an address.
---@field as? "partner" The addressee is asked for help.
---@field by? string Channel that carries it.
---@field values? table<string, any> Values that the text finds as {value.x}.

---Something that staff are told.
---@class reglament.Note
---@field text? string Id of the text.
---@field values? table<string, any> Values that the text finds as {value.x}.

---A moment on other tickets.
---@class reglament.Tell
---@field ticket? string|reglament.Ref One ticket or several: value "linked.child".
---@field moment? string Raised there.
---@field values? table<string, any> Found there as data.x.

---Another ticket that is tied to this one.
---@class reglament.Open
---@field as? string What it is to this one.
---@field channel? string Channel that it stands under.
---@field copy? string|string[] Fields that it takes over.
---@field set? table<string, any> Fields and facets that it starts with.
---@field anonymous? boolean Nobody is its requester.

-- Words -----------------------------------------------------------------------

---@class reglament.ClauseItem: reglament.Item
---@overload fun(label: reglament.Text): reglament.ClauseItem
---@overload fun(options: reglament.Clause): reglament.ClauseItem

---@class reglament.FieldItem: reglament.Item
---@overload fun(label: reglament.Text): reglament.FieldItem
---@overload fun(options: reglament.Field): reglament.FieldItem

---@class reglament.TypeItem: reglament.Item
---@overload fun(label: reglament.Text): reglament.TypeItem
---@overload fun(options: reglament.Type): reglament.TypeItem

---@class reglament.StatusItem: reglament.Item
---@overload fun(label: reglament.Text): reglament.StatusItem
---@overload fun(options: reglament.Status): reglament.StatusItem

---@class reglament.LevelItem: reglament.Item
---@overload fun(label: reglament.Text): reglament.LevelItem
---@overload fun(options: reglament.Level): reglament.LevelItem

---@class reglament.NamedItem: reglament.Item
---@overload fun(label: reglament.Text): reglament.NamedItem
---@overload fun(options: reglament.Named): reglament.NamedItem

---@class reglament.ReasonItem: reglament.Item
---@overload fun(label: reglament.Text): reglament.ReasonItem
---@overload fun(options: reglament.Reason): reglament.ReasonItem

---@class reglament.ActItem: reglament.Item
---@overload fun(label: reglament.Text): reglament.ActItem
---@overload fun(options: reglament.Act): reglament.ActItem

---@class reglament.PromiseItem: reglament.Item
---@overload fun(label: reglament.Text): reglament.PromiseItem
---@overload fun(options: reglament.Promise): reglament.PromiseItem

---@class reglament.SilenceItem: reglament.Item
---@overload fun(label: reglament.Text): reglament.SilenceItem
---@overload fun(options: reglament.Silence): reglament.SilenceItem

---@class reglament.ParamItem: reglament.Item
---@overload fun(label: reglament.Text): reglament.ParamItem
---@overload fun(options: reglament.Param): reglament.ParamItem

---@class reglament.ChannelItem: reglament.Item
---@overload fun(label: reglament.Text): reglament.ChannelItem
---@overload fun(options: reglament.Channel): reglament.ChannelItem

---@class reglament.CalendarItem: reglament.Item
---@overload fun(options: reglament.Calendar): reglament.CalendarItem

---@class reglament.SubjectItem: reglament.Item
---@overload fun(options: reglament.Subject): reglament.SubjectItem

---@class reglament.TextItem: reglament.Item
---@overload fun(text: reglament.Text): reglament.TextItem

---@class reglament.RemindItem

---@class reglament.ReactionItem: reglament.Item
---@overload fun(options: reglament.Reaction): reglament.ReactionItem
---@overload fun(hook: fun(t: reglament.Case): any): reglament.ReactionItem

---The whole: regulation "id" { api = 1, lang = "ru", document {...}, clause ... }.
---@param id string
---@return fun(parts: reglament.Catalogue): table
function regulation(id) end

---The document's particulars.
---@param particulars reglament.Document
---@return reglament.Document
function document(particulars) end

---A clause: clause "A-1" "Title" { label = "1", quote = "...", items }.
---@param id string
---@return reglament.ClauseItem
function clause(id) end

---A field that must be filled in: ask "email" "E-mail" { format = "email" }.
---@param id string
---@return reglament.FieldItem
function ask(id) end

---A field that may be left out.
---@param id string
---@return reglament.FieldItem
function optional(id) end

---A field that is asked only in the course of the work.
---@param id string
---@return reglament.FieldItem
function later(id) end

---A request type: request "mail" "Mail" { hint = "..." }.
---@param id string
---@return reglament.TypeItem
function request(id) end

---A status: status "new" "New" { family = "new", turn = "staff", initial = true }.
---@param id string
---@return reglament.StatusItem
function status(id) end

---A service level.
---@param id string
---@return reglament.LevelItem
function level(id) end

---A role that acts can name.
---@param id string
---@return reglament.NamedItem
function role(id) end

---A queue.
---@param id string
---@return reglament.NamedItem
function queue(id) end

---A deadline: promise "answer" "Answer" { since = "registered", within = working.hours(8), met = "reply" }.
---@param id string
---@return reglament.PromiseItem
function promise(id) end

---What happens when nobody answers: silence "q" "..." { since = "act:ask", cancel = "message", over = "5wd", move "closed" }.
---@param id string
---@return reglament.SilenceItem
function silence(id) end

---Hours: calendar "main" { zone = "Asia/Almaty", days = "mon-fri", hours = "09:00-18:00", holidays = "kz" }.
---@param id string
---@return reglament.CalendarItem
function calendar(id) end

---A reaction to moments: on "registered" { when = {...}, effects }; with a function a hook.
---@param moments string|string[]
---@return reglament.ReactionItem
function on(moments) end

---A message joins the ticket that the evidence names.
---@param options reglament.Thread
---@return reglament.Item
function join(options) end

---A message opens a ticket that follows the one that the evidence names.
---@param options reglament.Thread
---@return reglament.Item
function follow(options) end

---The form of subjects: subject "{iin}/A/{summary}".
---@param pattern string
---@return reglament.SubjectItem
function subject(pattern) end

---How tickets are numbered.
---@param options reglament.Numbering
---@return reglament.Item
function numbering(options) end

---Staff are asked to confirm that they have read each edition.
---@return reglament.Item
function reading() end

---What becomes of open tickets that were registered under an edition before:
---they finish under that, or are adopted by this one.
---@param in_work "finish"|"adopt"
---@return reglament.Item
function transition(in_work) end

---Reminders; they stand within a silence.
---@param options reglament.Remind
---@return reglament.RemindItem
function remind(options) end

---A text: text "accepted" { kk = "...", ru = { subject = "...", body = "..." }, en = "..." }.
---@class reglament.TextWord
---@overload fun(id: string): reglament.TextItem
text = {}

---Whether a text has a word, in any case of letters; for hooks.
---@param s string?
---@param word string
---@return boolean
function text.has(s, word) end

---A channel by its kind: channel.email "help@a.example" { free = true }.
---@type table<string, fun(address: string|string[]|reglament.Channel): reglament.ChannelItem>
channel = {}

---A reason by its group: reason.refuse "late" "The time is over".
---@type table<string, fun(id: string): reglament.ReasonItem>
reason = {}

---An act that people may do: may.take "Take" { roles = "staff", from = "new", to = "work" }.
---@type table<string, fun(label: reglament.Text): reglament.ActItem>
may = {}

---An act that the document demands of people.
---@type table<string, fun(label: reglament.Text): reglament.ActItem>
must = {}

---A parameter: param "x" { kind = "int", default = 3 }; param.x uses it.
---@class reglament.ParamWord
---@field [string] any
---@overload fun(id: string): reglament.ParamItem
param = {}

---Durations by the clock.
---@alias reglament.Unit fun(n: any): reglament.Duration
---@type reglament.Unit
seconds = nil
---@type reglament.Unit
minutes = nil
---@type reglament.Unit
hours = nil
---Calendar days: the same time of day.
---@type reglament.Unit
days = nil
---Calendar months.
---@type reglament.Unit
months = nil
---Working time, as the calendar counts it: working.hours(3), working.days(5).
---@type { minutes: reglament.Unit, hours: reglament.Unit, days: reglament.Unit }
working = nil

---The instant of the event.
---@type table
now = nil
---The value is there.
---@type table
known = nil
---The value is not there.
---@type table
unknown = nil

---What is found at a path: value "input.reason".
---@param path string
---@return reglament.Ref
function value(path) end

---An instant that lies no longer ago.
---@param duration reglament.Duration
---@return table
function within(duration) end

---The value contains one of the words, in any case of letters.
---@param words string|string[]
---@return table
function has(words) end

---At least so many.
---@param n integer
---@return table
function at_least(n) end

---At most so many.
---@param n integer
---@return table
function at_most(n) end

---Sends a text: send "accepted", send { text = "late", to = "role:manager" }.
---@param what string|reglament.Send
---@return reglament.Effect
function send(what) end

---Tells staff something: note "text".
---@param what string|reglament.Note
---@return reglament.Effect
function note(what) end

---Sets fields and facets: set { assignee = value "actor.id" }; "" and false clear.
---@param values table<string, any>
---@return reglament.Effect
function set(values) end

---Moves the ticket to a status; "previous" goes back to the one before a wait.
---@param to string
---@return reglament.Effect
function move(to) end

---Raises moments of your own.
---@param moments string|string[]
---@return reglament.Effect
function mark(moments) end

---Takes over fields of the ticket that this one follows.
---@param fields string|string[]
---@return reglament.Effect
function copy(fields) end

---In hooks: takes back what the clause has done at this event.
---@param clause string
---@return reglament.Effect
function drop(clause) end

---Adds entries to fields that list what was done: append { steps = value "input.done" }.
---@param entries table<string, any>
---@return reglament.Effect
function append(entries) end

---An entry of append in the words of a text.
---@param text string
---@return table
function say(text) end

---Ties the ticket to another: link("duplicate_of", value "input.first").
---@param as string
---@param ticket string|reglament.Ref
---@return reglament.Effect
function link(as, ticket) end

---Raises a moment on other tickets: tell { ticket = value "linked.child", moment = "done" }.
---@param what reglament.Tell
---@return reglament.Effect
function tell(what) end

---Opens another ticket: open { as = "child", copy = { "type" } }.
---@param what reglament.Open
---@return reglament.Effect
function open(what) end

---@class reglament.Except
---@field except? string|reglament.Ref Who sees it none the less.

---Makes the ticket visible to some alone: confine "role:quality".
---@param to string
---@param options? reglament.Except
---@return reglament.Effect
function confine(to, options) end

---@class reglament.Warning
---@field warning? boolean The sender may confirm it and go on.

---Turns the request or the act down and names the field.
---@param field string
---@param text string
---@param options? reglament.Warning
---@return reglament.Effect
function problem(field, text, options) end

---Proposes an act to staff: suggest.close { reason = "late", because = "text" }.
---@type table<string, fun(inputs?: table<string, any>): reglament.Effect>
suggest = {}

---The effect stands under another clause than its item: under "A-2" (send "late").
---@param clause string
---@return fun(effect: reglament.Effect): reglament.Effect
function under(clause) end

-- Hooks -----------------------------------------------------------------------

---The case that a hook is asked about. What is not there is nil.
---@class reglament.Case
---@field field table<string, any> Fields of the ticket.
---@field data table<string, any> What came, as it came.
---@field input table<string, any> Inputs of the act.
---@field company table<string, any> The sender's company.
---@field sender table<string, any> Who the sender is.
---@field subject table<string, any> The subject, held against its form.
---@field thread table<string, any> Why a message belongs here.
---@field actor table<string, any> Who acts.
---@field param table<string, any> Parameters.
---@field facet table<string, any> Facets by name.
---@field promise table<string, any> promise["answer.state"], promise["answer.due"].
---@field channel string? Channel of the ticket.
---@field clause string Clause of the hook.
---@field kind string What has come.
---@field language string Language of the ticket.
---@field level string? Service level.
---@field now integer Microseconds since 1970.
---@field priority string? Priority.
---@field proposed { op: string, clause: string, name: string, value: any }[] What was decided so far.
---@field queue string? Queue.
---@field status string? Status.
---@field type string? Request type.
---@field [string] any
local case = {}

---The required fields that are not there.
---@return string[]
function case:missing() end

---Whether a moment was raised.
---@param moment string
---@return boolean
function case:raised(moment) end

---Characters, where string knows bytes.
utf8 = {}

---@param s string
---@return integer
function utf8.len(s) end

---@param s string
---@param i integer
---@param j? integer
---@return string
function utf8.sub(s, i, j) end

---@param s string
---@return string
function utf8.lower(s) end

---@param s string
---@return string
function utf8.upper(s) end
