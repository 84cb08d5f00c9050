package host

import (
	"log/slog"
	"path/filepath"

	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/plugins/worker"
)

// newLoader loads regulations into this process, or into one for each tenant, which
// are to be closed then.
func newLoader(cfg *Config, budgets func(tenant string) plugins.Budget, log *slog.Logger) (*plugins.Loader, *worker.Pool, error) {
	if !cfg.RulesWorkers {
		return &plugins.Loader{Cache: filepath.Join(cfg.Data, "modules"), Budgets: budgets}, nil, nil
	}
	pool, err := worker.New(worker.Config{Dir: filepath.Join(cfg.Data, "workers"), Budgets: budgets, Logger: log})
	if err != nil {
		return nil, nil, err
	}
	return &plugins.Loader{Workers: pool}, pool, nil
}
