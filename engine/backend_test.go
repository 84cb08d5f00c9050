package engine_test

import (
	"fmt"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

func TestMemoryKeepsTheContract(t *testing.T) {
	enginetest.RunBackend(t, func(*testing.T) engine.Backend { return enginetest.NewMemory() })
}

func TestStormOverMemory(t *testing.T) {
	n := 0
	enginetest.RunStorm(t, enginetest.NewMemory(), func() engine.TenantID {
		n++
		return engine.TenantID(fmt.Sprintf("storm-%d", n))
	})
}
