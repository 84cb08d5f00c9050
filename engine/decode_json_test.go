package engine_test

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

// decodeSlowly is what DecodeValue must give: the standard library's reading,
// cleaned.
func decodeSlowly(data []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var raw any
	if err := d.Decode(&raw); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, io.ErrUnexpectedEOF
	}
	return engine.Clean(raw, nil)
}

var someJSON = []string{
	`{"a":1,"b":[true,false,"x",{"c":{}}],"d":null}`, ` [ ] `, `{"a":1,"a":null}`, `{"a":{"x":1},"a":2}`, `"\u0041\ud83d\ude00\ud83dx\ude00\n\/\"\\\u0000"`,
	"\"\xff\xfe\xc3\"", `"ѣ жүз"`, `-0`, `01`, `1.5`, `1e3`, `9007199254740992`, `9007199254740993`, `99999999999999999999`, `[1,]`, `[null]`, `{"a"}`, `{"a":}`,
	`tru`, `truex`, `nul`, `"`, `"\u12"`, `"\x"`, "\"\x01\"", ``, `1 2`, `-`, `-x`, `{"":""}`, `{"\u0000a":1}`,
	strings.Repeat("[", 33) + strings.Repeat("]", 33), strings.Repeat("[", 34) + strings.Repeat("]", 34), strings.Repeat(`{"a":`, 40) + "1" + strings.Repeat("}", 40),
}

func FuzzDecodeValue(f *testing.F) {
	for _, s := range someJSON {
		f.Add([]byte(s))
	}
	f.Fuzz(sameAsTheSlowWay)
}

func TestValuesAreReadAsTheStandardLibraryReadsThem(t *testing.T) {
	t.Parallel()
	for _, s := range someJSON {
		sameAsTheSlowWay(t, []byte(s))
	}
}

func sameAsTheSlowWay(t *testing.T, data []byte) {
	want, wantErr := decodeSlowly(data)
	got, err := engine.DecodeValue(data)
	if (err != nil) != (wantErr != nil) || !reflect.DeepEqual(got, want) {
		t.Errorf("%q: got %#v, %v; want %#v, %v", data, got, err, want, wantErr)
	}
}

func TestWhatCannotBeReadNamesItsPlace(t *testing.T) {
	t.Parallel()
	for data, want := range map[string]string{
		`{"a":[1,{"b":1.5}]}`: "value.a[1].b: 1.5 is not an integer",
		`{"a":[1,null]}`:      "value.a[1]: a list has no absent members",
		`{"a":}`:              `value.a: no JSON: at byte 5 there is '}', not a value`,
		`[1`:                  "value: no JSON: it ends where a comma or the end of the list is due",
		`1 2`:                 "value: something stands behind the value",
	} {
		if _, err := engine.DecodeValue([]byte(data)); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", data, err, want)
		}
	}
}

func TestStateReadsBackTheSame(t *testing.T) {
	t.Parallel()
	want := engine.Ticket{ID: "T", Fields: engine.Fields{"a": "б", "n": int64(-5)}, People: []engine.Person{{Role: "requester", Party: "p"}},
		Timers: map[string]engine.Timer{"x": {Due: engine.FromMicros(77), Generation: 3, Patient: true, Origin: engine.Fields{"of": "y"}}},
		Links:  []engine.Link{{Relation: "parent", Ticket: "U"}}, Audience: engine.ForStaff, Parked: []int64{4, 9}}
	state, err := want.AppendState(nil)
	if err != nil {
		t.Fatal(err)
	}
	got := engine.Ticket{ID: "T"}
	if err := got.DecodeState(state); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v\nwant %+v", got, err, want)
	}
}

// BenchmarkDecodeValue reads what a notice leaves in the log, beside the standard
// library's reading of the same.
func BenchmarkDecodeValue(b *testing.B) {
	data := []byte(`{"ops":[{"at":1796018401000000,"audience":"staff","clause":"ELT-2.4.1","name":"promise.taken.breach","op":"timer"},` +
		`{"audience":"customer","clause":"ELT-P6","name":"email","op":"send","value":{"lang":"ru","subject":"Не работает шлюз","text":"created",` +
		`"to":{"address":"anna@yug.example","name":"Анна Ли"},"values":{"due.taken":{"$time":1796018400000000},"type":{"$item":"type/bug"}}}}]}`)
	for name, decode := range map[string]func([]byte) (any, error){"Ours": engine.DecodeValue, "StandardLibrary": decodeSlowly} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := decode(data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
