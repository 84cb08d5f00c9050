package plugins_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// assembler turns the text format of WebAssembly into a module: as much of it as
// attacks need, and two words of its own. (answer "...") puts a text into the
// memory and is the constant that a function returns for it, (answer file "...")
// does so with a file's.
type assembler struct {
	dir     string
	types   []string
	names   map[string]map[string]int // of functions, tables, globals
	imports []string
	section map[byte][]string
	start   *int
	next    int // where the next text goes
}

// Sections of the binary format, in their order there.
const (
	secType     = 1
	secImport   = 2
	secFunction = 3
	secTable    = 4
	secMemory   = 5
	secGlobal   = 6
	secExport   = 7
	secStart    = 8
	secElement  = 9
	secCount    = 12
	secCode     = 10
	secData     = 11
)

var sections = []byte{secType, secImport, secFunction, secTable, secMemory, secGlobal, secExport, secStart, secElement, secCount, secCode, secData}

// texts begin behind the room for the case.
const texts = 1 << 15

// assemble makes a module of an attack's fields, and of those of the base that it
// does not have itself. (without "name") leaves one out; a module that is given
// as (binary "...") is taken as it is.
func assemble(dir, base, attack string) (module []byte, err error) {
	fields, err := parse(repeat(attack))
	if err != nil {
		return nil, err
	}
	if len(fields) == 1 && fields[0].isList("binary") {
		for _, n := range fields[0].list[1:] {
			module = append(module, n.atom...)
		}
		return module, nil
	}
	given, err := parse(base)
	if err != nil {
		return nil, err
	}
	have := exported(fields)
	for _, f := range given {
		if name := exportOf(f); name == "" || !slices.Contains(have, name) {
			fields = append(fields, f)
		}
	}
	defer func() {
		if r := recover(); r != nil {
			module, err = nil, fmt.Errorf("assemble: %v", r)
		}
	}()
	a := &assembler{dir: dir, names: map[string]map[string]int{}, section: map[byte][]string{}, next: texts}
	return a.module(fields), nil
}

func exported(fields []node) (names []string) {
	for _, f := range fields {
		names = append(names, exportOf(f))
	}
	return names
}

// exportOf is the name under which a field is exported, or which it leaves out.
func exportOf(f node) string {
	if f.isList("without") {
		return f.list[1].atom
	}
	for _, n := range f.list {
		if n.isList("export") {
			return n.list[1].atom
		}
	}
	return ""
}

func (a *assembler) module(fields []node) []byte {
	order := func(f node) int { // imports are numbered first
		if f.isList("import") {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(fields, func(x, y node) int { return order(x) - order(y) })
	for _, f := range fields {
		a.declare(f)
	}
	for _, f := range fields {
		a.define(f)
	}
	a.section[secType] = a.types
	out := "\x00asm\x01\x00\x00\x00"
	for _, id := range sections {
		if items := a.section[id]; len(items) > 0 {
			content := strings.Join(items, "")
			if id != secStart && id != secCount {
				content = u32(len(items)) + content
			}
			out += string([]byte{id}) + u32(len(content)) + content
		}
	}
	return []byte(out)
}

// number gives a field its index and remembers its name.
func (a *assembler) number(kind string, f node) int {
	if a.names[kind] == nil {
		a.names[kind] = map[string]int{}
	}
	index := a.names[kind]["count"]
	a.names[kind]["count"] = index + 1
	if len(f.list) > 1 && strings.HasPrefix(f.list[1].atom, "$") {
		a.names[kind][f.list[1].atom] = index
	}
	return index
}

func (a *assembler) index(kind, name string) int {
	if n, err := strconv.Atoi(name); err == nil {
		return n
	}
	n, ok := a.names[kind][name]
	if !ok {
		panic(fmt.Sprintf("there is no %s %s", kind, name))
	}
	return n
}

var kinds = map[string]byte{"func": 0, "table": 1, "memory": 2, "global": 3}

// declare numbers what a field has, and exports it.
func (a *assembler) declare(f node) {
	what := f
	if f.isList("import") {
		what = f.list[3]
	}
	kind := what.list[0].atom
	if _, ok := kinds[kind]; !ok {
		return
	}
	index := a.number(kind, what)
	for _, n := range f.list {
		if n.isList("export") {
			a.add(secExport, name(n.list[1].atom)+string([]byte{kinds[kind]})+u32(index))
		}
	}
}

func (a *assembler) add(section byte, item string) {
	a.section[section] = append(a.section[section], item)
}

// define writes what a field holds.
func (a *assembler) define(f node) {
	switch args := rest(f); f.list[0].atom {
	case "import":
		what := f.list[3]
		desc := string([]byte{kinds[what.list[0].atom]})
		switch what.list[0].atom {
		case "func":
			desc += u32(a.typeOf(what.list))
		case "memory":
			desc += limits(rest(what))
		case "global":
			desc += valueTypes[what.list[1].atom] + "\x00"
		}
		a.add(secImport, name(f.list[1].atom)+name(f.list[2].atom)+desc)
	case "func":
		a.add(secFunction, u32(a.typeOf(f.list)))
		body := a.function(f)
		a.add(secCode, u32(len(body))+body)
	case "table":
		a.add(secTable, valueTypes[args[len(args)-1].atom]+limits(args[:len(args)-1]))
	case "memory":
		a.add(secMemory, limits(args))
	case "global":
		typ := valueTypes[args[0].atom] + "\x00"
		if args[0].isList("mut") {
			typ = valueTypes[args[0].list[1].atom] + "\x01"
		}
		a.add(secGlobal, typ+a.constant(args[1]))
	case "data":
		a.add(secData, "\x00"+a.constant(args[0])+name(args[1].atom))
	case "elem":
		items := u32(len(args) - 1)
		for _, n := range args[1:] {
			items += u32(a.index("func", n.atom))
		}
		a.add(secElement, "\x00"+a.constant(args[0])+items)
	case "start":
		a.add(secStart, u32(a.index("func", args[0].atom)))
	case "without":
	default:
		panic("unknown field " + f.list[0].atom)
	}
}

// rest is what a field holds behind its name and its export.
func rest(f node) (args []node) {
	for _, n := range f.list[1:] {
		if !strings.HasPrefix(n.atom, "$") && !n.isList("export") || f.isList("elem") || f.isList("start") {
			args = append(args, n)
		}
	}
	return args
}

func (a *assembler) constant(n node) string {
	c := &code{assembler: a}
	c.instructions([]node{n})
	return c.out.String() + "\x0b"
}

func limits(args []node) string {
	numbers := ""
	for _, n := range args {
		v, err := strconv.Atoi(n.atom)
		if err != nil {
			panic(err)
		}
		numbers += u32(v)
	}
	return string([]byte{byte(len(args) - 1)}) + numbers
}

// typeOf is the number of a function's type.
func (a *assembler) typeOf(list []node) int {
	t := "\x60" + vector(typesIn(list, "param")) + vector(typesIn(list, "result"))
	if i := slices.Index(a.types, t); i >= 0 {
		return i
	}
	a.types = append(a.types, t)
	return len(a.types) - 1
}

// typesIn are the types in all lists with this head, such as (param $p i32).
func typesIn(list []node, head string) (types []string) {
	for _, n := range list {
		if !n.isList(head) {
			continue
		}
		for _, t := range n.list[1:] {
			if !strings.HasPrefix(t.atom, "$") {
				types = append(types, valueTypes[t.atom])
			}
		}
	}
	return types
}

// put places a text in the memory and returns pointer and length.
func (a *assembler) put(args []node) int64 {
	text := args[0].atom
	if text == "file" {
		raw, err := os.ReadFile(filepath.Join(a.dir, args[1].atom))
		if err != nil {
			panic(err)
		}
		text = string(raw)
	}
	at := a.next
	a.next += len(text)
	a.add(secData, "\x00"+"\x41"+s64(int64(at))+"\x0b"+name(text))
	return int64(at)<<32 | int64(len(text))
}

func vector(items []string) string { return u32(len(items)) + strings.Join(items, "") }
func name(s string) string         { return u32(len(s)) + s }

func u32(v int) string {
	var b []byte
	for ; v >= 0x80; v >>= 7 {
		b = append(b, byte(v)|0x80)
	}
	return string(append(b, byte(v)))
}

func s64(v int64) string {
	var b []byte
	for v < -0x40 || v > 0x3f {
		b = append(b, byte(v)|0x80)
		v >>= 7
	}
	return string(append(b, byte(v)&0x7f))
}
