package regulation

// warming is a regulation of which the hook does what hooks do: it reads texts
// and numbers and sets, notes and sends.
var warming = Catalogue{hooks: []hook{{clause: "1", reads: []string{"a", "b", "c"}, ask: func(c *Case) Answer {
	n, _ := c.Int("b")
	return Effects{Set(Object{"a": c.Text("a"), "b": n}), Note("n", Object{"values": Object{"a": c.List("c")}}), Send("s"), Move("m")}
}}}}

// warm makes a decision, so that the runtime has room at hand for small values.
// It is part of what each decision begins with; without, each has to take that
// room anew, and two thirds of its instructions would go there. No hook of the
// author's is asked: it might remember.
func warm() {
	seen := []byte(`{"hook":1,"now":1,"clause":"1","raised":["m"],"case":{"a":"x\ny","b":"1","c":["x",{"y":1}]}}`)
	if _, err := warming.decide(answers[:0], seen); err != nil {
		panic(err.Error())
	}
}
