package cases

import "github.com/reglament/reglament/rules"

// Program is a loaded regulation, such as a plugins.Program.
type Program interface {
	Compile(opts rules.Options) (*rules.Regulation, rules.Findings)
}

// Of plays cases under a program.
func Of(p Program) Compile {
	return func(params map[string]any) (*rules.Regulation, error) {
		reg, findings := p.Compile(rules.Options{Params: params})
		return reg, findings.Err()
	}
}
