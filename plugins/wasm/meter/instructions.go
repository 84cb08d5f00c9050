package meter

import "strings"

// Opcodes that are named in the code.
const (
	opUnreachable  = 0x00
	opBlock        = 0x02
	opLoop         = 0x03
	opIf           = 0x04
	opElse         = 0x05
	opEnd          = 0x0b
	opBr           = 0x0c
	opBrIf         = 0x0d
	opBrTable      = 0x0e
	opReturn       = 0x0f
	opLocalGet     = 0x20
	opLocalTee     = 0x22
	opGlobalGet    = 0x23
	opGlobalSet    = 0x24
	opMemoryGrow   = 0x40
	opI32Const     = 0x41
	opI64Const     = 0x42
	opF32Const     = 0x43
	opF64Const     = 0x44
	opI32LeU       = 0x4d
	opI64LtS       = 0x53
	opI64Sub       = 0x7d
	opI64Mul       = 0x7e
	opI64Shl       = 0x86
	opI64ShrU      = 0x88
	opI64ExtendI32 = 0xad // unsigned
	opRefNull      = 0xd0
	opRefFunc      = 0xd2
	opMisc         = 0xfc // a second number follows
)

// immediate is what follows an opcode.
type immediate byte

const (
	immNone immediate = iota
	immBlock
	immLabel
	immLabels
	immFunc
	immIndirect
	immSelectType
	immLocal
	immGlobal
	immTable
	immMemory      // alignment and offset
	immMemoryIndex // zero, as there is one memory
	immI32
	immI64
	immF32
	immF64
	immRefType
	immRefFunc
	immDataMemory
	immData
	immMemories
	immElementTable
	immElement
	immTables
)

// scale says how an instruction pays for the length on top of its stack.
type scale byte

const (
	byNothing  scale = iota
	byBytes          // memory: a unit for every 8
	byElements       // tables: a unit each
	byPages          // growing a memory: 8192 units a page, which are 8 bytes each
	byGrowth         // growing a table: a unit for an element
)

// slowCost is paid for instructions that leave compiled code for the engine's own,
// which takes as long as some dozens of others.
const slowCost = 64

// bulkCost is paid for a call of the engine's copying routine, its length aside.
const bulkCost = 8

// instruction describes an opcode that is allowed.
type instruction struct {
	name      string // empty: not allowed
	immediate immediate
	// signature is what it pops and pushes, blocks, branches and calls aside:
	// i, l, f and d are i32, i64, f32 and f64 (int, long, float, double), and ? is
	// what depends on an operand.
	signature string
	cost      int64 // in units, what its operands cost aside
	length    scale

	pops, pushes int  // values, by the signature
	lasting      bool // see there
}

// instructions are those of one byte, miscInstructions those after the byte 0xfc.
var instructions, miscInstructions = index(plainGroups), index(miscGroups)

// group is a run of opcodes alike.
type group struct {
	first     int
	names     string
	immediate immediate
	signature string
	cost      int64
	length    scale
}

func index(groups []group) (all [256]instruction) {
	for _, g := range groups {
		pops, pushes, _ := strings.Cut(g.signature, ":")
		for i, name := range strings.Fields(g.names) {
			all[g.first+i] = instruction{name, g.immediate, g.signature, g.cost, g.length, len(pops), len(pushes), lasting[name]}
		}
	}
	return all
}

var plainGroups = []group{
	{0x00, "unreachable nop", immNone, "", 1, byNothing},
	{0x02, "block loop", immBlock, "", 0, byNothing},
	{0x04, "if", immBlock, "i:", 1, byNothing},
	{0x05, "else", immNone, "", 0, byNothing},
	{0x0b, "end", immNone, "", 0, byNothing},
	{0x0c, "br", immLabel, "", 1, byNothing},
	{0x0d, "br_if", immLabel, "i:", 1, byNothing},
	{0x0e, "br_table", immLabels, "i:", 1, byNothing},
	{0x0f, "return", immNone, "", 1, byNothing},
	{0x10, "call", immFunc, "", 1, byNothing},
	{0x11, "call_indirect", immIndirect, "i:", 1, byNothing},
	{0x1a, "drop", immNone, "?:", 1, byNothing},
	{0x1b, "select", immNone, "??i:?", 1, byNothing},
	{0x1c, "select_t", immSelectType, "??i:?", 1, byNothing},
	{0x20, "local.get", immLocal, ":?", 1, byNothing},
	{0x21, "local.set", immLocal, "?:", 1, byNothing},
	{0x22, "local.tee", immLocal, "?:?", 1, byNothing},
	{0x23, "global.get", immGlobal, ":?", 1, byNothing},
	{0x24, "global.set", immGlobal, "?:", 1, byNothing},
	{0x25, "table.get", immTable, "i:?", 1, byNothing},
	{0x26, "table.set", immTable, "i?:", 1, byNothing},
	{0x28, "i32.load", immMemory, "i:i", 1, byNothing},
	{0x29, "i64.load", immMemory, "i:l", 1, byNothing},
	{0x2a, "f32.load", immMemory, "i:f", 1, byNothing},
	{0x2b, "f64.load", immMemory, "i:d", 1, byNothing},
	{0x2c, "i32.load8_s i32.load8_u i32.load16_s i32.load16_u", immMemory, "i:i", 1, byNothing},
	{0x30, "i64.load8_s i64.load8_u i64.load16_s i64.load16_u i64.load32_s i64.load32_u", immMemory, "i:l", 1, byNothing},
	{0x36, "i32.store", immMemory, "ii:", 1, byNothing},
	{0x37, "i64.store", immMemory, "il:", 1, byNothing},
	{0x38, "f32.store", immMemory, "if:", 1, byNothing},
	{0x39, "f64.store", immMemory, "id:", 1, byNothing},
	{0x3a, "i32.store8 i32.store16", immMemory, "ii:", 1, byNothing},
	{0x3c, "i64.store8 i64.store16 i64.store32", immMemory, "il:", 1, byNothing},
	{0x3f, "memory.size", immMemoryIndex, ":i", 1, byNothing},
	{0x40, "memory.grow", immMemoryIndex, "i:i", slowCost, byPages},
	{0x41, "i32.const", immI32, ":i", 1, byNothing},
	{0x42, "i64.const", immI64, ":l", 1, byNothing},
	{0x43, "f32.const", immF32, ":f", 1, byNothing},
	{0x44, "f64.const", immF64, ":d", 1, byNothing},
	{0x45, "i32.eqz", immNone, "i:i", 1, byNothing},
	{0x46, "i32.eq i32.ne i32.lt_s i32.lt_u i32.gt_s i32.gt_u i32.le_s i32.le_u i32.ge_s i32.ge_u", immNone, "ii:i", 1, byNothing},
	{0x50, "i64.eqz", immNone, "l:i", 1, byNothing},
	{0x51, "i64.eq i64.ne i64.lt_s i64.lt_u i64.gt_s i64.gt_u i64.le_s i64.le_u i64.ge_s i64.ge_u", immNone, "ll:i", 1, byNothing},
	{0x5b, "f32.eq f32.ne f32.lt f32.gt f32.le f32.ge", immNone, "ff:i", 1, byNothing},
	{0x61, "f64.eq f64.ne f64.lt f64.gt f64.le f64.ge", immNone, "dd:i", 1, byNothing},
	{0x67, "i32.clz i32.ctz i32.popcnt", immNone, "i:i", 1, byNothing},
	{0x6a, "i32.add i32.sub i32.mul i32.div_s i32.div_u i32.rem_s i32.rem_u i32.and i32.or i32.xor i32.shl i32.shr_s i32.shr_u i32.rotl i32.rotr", immNone, "ii:i", 1, byNothing},
	{0x79, "i64.clz i64.ctz i64.popcnt", immNone, "l:l", 1, byNothing},
	{0x7c, "i64.add i64.sub i64.mul i64.div_s i64.div_u i64.rem_s i64.rem_u i64.and i64.or i64.xor i64.shl i64.shr_s i64.shr_u i64.rotl i64.rotr", immNone, "ll:l", 1, byNothing},
	{0x8b, "f32.abs f32.neg f32.ceil f32.floor f32.trunc f32.nearest f32.sqrt", immNone, "f:f", 1, byNothing},
	{0x92, "f32.add f32.sub f32.mul f32.div f32.min f32.max f32.copysign", immNone, "ff:f", 1, byNothing},
	{0x99, "f64.abs f64.neg f64.ceil f64.floor f64.trunc f64.nearest f64.sqrt", immNone, "d:d", 1, byNothing},
	{0xa0, "f64.add f64.sub f64.mul f64.div f64.min f64.max f64.copysign", immNone, "dd:d", 1, byNothing},
	{0xa7, "i32.wrap_i64", immNone, "l:i", 1, byNothing},
	{0xa8, "i32.trunc_f32_s i32.trunc_f32_u", immNone, "f:i", 1, byNothing},
	{0xaa, "i32.trunc_f64_s i32.trunc_f64_u", immNone, "d:i", 1, byNothing},
	{0xac, "i64.extend_i32_s i64.extend_i32_u", immNone, "i:l", 1, byNothing},
	{0xae, "i64.trunc_f32_s i64.trunc_f32_u", immNone, "f:l", 1, byNothing},
	{0xb0, "i64.trunc_f64_s i64.trunc_f64_u", immNone, "d:l", 1, byNothing},
	{0xb2, "f32.convert_i32_s f32.convert_i32_u", immNone, "i:f", 1, byNothing},
	{0xb4, "f32.convert_i64_s f32.convert_i64_u", immNone, "l:f", 1, byNothing},
	{0xb6, "f32.demote_f64", immNone, "d:f", 1, byNothing},
	{0xb7, "f64.convert_i32_s f64.convert_i32_u", immNone, "i:d", 1, byNothing},
	{0xb9, "f64.convert_i64_s f64.convert_i64_u", immNone, "l:d", 1, byNothing},
	{0xbb, "f64.promote_f32", immNone, "f:d", 1, byNothing},
	{0xbc, "i32.reinterpret_f32", immNone, "f:i", 1, byNothing},
	{0xbd, "i64.reinterpret_f64", immNone, "d:l", 1, byNothing},
	{0xbe, "f32.reinterpret_i32", immNone, "i:f", 1, byNothing},
	{0xbf, "f64.reinterpret_i64", immNone, "l:d", 1, byNothing},
	{0xc0, "i32.extend8_s i32.extend16_s", immNone, "i:i", 1, byNothing},
	{0xc2, "i64.extend8_s i64.extend16_s i64.extend32_s", immNone, "l:l", 1, byNothing},
	{0xd0, "ref.null", immRefType, ":?", 1, byNothing},
	{0xd1, "ref.is_null", immNone, "?:i", 1, byNothing},
	{0xd2, "ref.func", immRefFunc, ":?", slowCost, byNothing},
}

var miscGroups = []group{
	{0x00, "i32.trunc_sat_f32_s i32.trunc_sat_f32_u", immNone, "f:i", 1, byNothing},
	{0x02, "i32.trunc_sat_f64_s i32.trunc_sat_f64_u", immNone, "d:i", 1, byNothing},
	{0x04, "i64.trunc_sat_f32_s i64.trunc_sat_f32_u", immNone, "f:l", 1, byNothing},
	{0x06, "i64.trunc_sat_f64_s i64.trunc_sat_f64_u", immNone, "d:l", 1, byNothing},
	{0x08, "memory.init", immDataMemory, "iii:", bulkCost, byBytes},
	{0x09, "data.drop", immData, "", 1, byNothing},
	{0x0a, "memory.copy", immMemories, "iii:", bulkCost, byBytes},
	{0x0b, "memory.fill", immMemoryIndex, "iii:", bulkCost, byBytes},
	{0x0c, "table.init", immElementTable, "iii:", slowCost, byElements},
	{0x0d, "elem.drop", immElement, "", 1, byNothing},
	{0x0e, "table.copy", immTables, "iii:", slowCost, byElements},
	{0x0f, "table.grow", immTable, "?i:i", slowCost, byGrowth},
	{0x10, "table.size", immTable, ":i", 1, byNothing},
	{0x11, "table.fill", immTable, "i?i:", slowCost, byElements},
}

// lasting are the instructions that change what a host cannot put back.
var lasting = map[string]bool{
	"table.set": true, "table.init": true, "table.copy": true, "table.grow": true, "table.fill": true, "data.drop": true, "elem.drop": true,
}
