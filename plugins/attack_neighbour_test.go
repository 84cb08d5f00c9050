package plugins_test

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// neighbours are tenants of the same process whose cases are played all the time,
// one in Lua and one in WebAssembly.
type neighbours struct {
	rounds chan []string // what was wrong since somebody asked
}

func moveIn(ctx context.Context, loader *plugins.Loader) (*neighbours, error) {
	var plays []func() []cases.Failure
	for _, folder := range []string{hello, hotline} {
		bundle, err := rules.ReadBundle(os.DirFS(folder), ".")
		if err != nil {
			return nil, err
		}
		program, err := loader.Load(ctx, folder, bundle)
		if err != nil {
			return nil, err
		}
		files, err := cases.Load(bundle.FS(), "cases")
		if err != nil || len(files) == 0 {
			return nil, fmt.Errorf("%d cases of %s: %w", len(files), folder, err)
		}
		for _, f := range files {
			plays = append(plays, func() []cases.Failure { return cases.Run(ctx, cases.Of(program), f, cases.Observer{}).Failures })
		}
	}
	n := &neighbours{rounds: make(chan []string)}
	go n.live(plays)
	return n, nil
}

// live decides until the process ends.
func (n *neighbours) live(plays []func() []cases.Failure) {
	var wrong []string
	for {
		for _, play := range plays {
			for _, failure := range play() {
				wrong = append(wrong, failure.Message)
			}
		}
		select {
		case n.rounds <- wrong:
			wrong = nil
		default:
		}
	}
}

// round waits until all have decided once more, and says what was wrong meanwhile.
func (n *neighbours) round() []string {
	return append(<-n.rounds, <-n.rounds...)
}

// raced reports whether the race detector is at work, which takes memory itself.
func raced() bool {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return false
	}
	for _, s := range info.Settings {
		if s.Key == "-race" {
			return s.Value == "true"
		}
	}
	return false
}
