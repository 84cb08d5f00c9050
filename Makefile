# What people type. Everything needs Go alone; PostgreSQL is used where it is
# installed.

SHELL := /bin/bash
FUZZ := 5s
KILLS := 20
PATIENCE := 20m
# Browsers and databases are waited for more than they work.
PARALLEL := $(shell echo $$(( 2 * $$(getconf _NPROCESSORS_ONLN) )))
FUZZERS := plugins/wasm/meter:FuzzInject plugins/wasm/meter:FuzzDifference engine:FuzzDecodeBody engine:FuzzDecodeValue rules/worktime:FuzzParseDuration rules/worktime:FuzzParseDefinition \
	plugins/lua/sandbox:FuzzCompileAndLoad plugins/lua/sandbox:FuzzMatch adapters/email/message:FuzzParse \
	rules:FuzzCompileCatalogue rules:FuzzParseTemplate rules/cases:FuzzRead rules/directory:FuzzRead rules/intake:FuzzKeyringReads

.PHONY: run test test-long race bench ui lint

run: ## serve the shipped companies on http://localhost:8080, mail on port 2525
	go run . serve --dev

test: lint ## all tests, with the faults of a machine; says what it skipped
	@mkdir -p .cache
	@if command -v npm >/dev/null; then echo "testing the front end: types, units, size"; \
		cd ui && { npm ci --ignore-scripts && npm test; } > ../.cache/ui.log 2>&1 || { cat ../.cache/ui.log; exit 1; }; \
		else echo; echo "skipped:"; echo "--- SKIP: the front end: there is no npm"; fi
	@echo "testing: units, properties, cases, real databases, $(KILLS) kills on each database"
	@REGLAMENT_KILL_CYCLES=$(KILLS) go test -count=1 -timeout $(PATIENCE) -parallel $(PARALLEL) -v ./... > .cache/test.log 2>&1; status=$$?; \
		grep -E '^(ok|FAIL|panic:|---? FAIL|\s+--- FAIL)' .cache/test.log; \
		echo; echo "skipped:"; grep -A1 -E '^\s*--- SKIP' .cache/test.log || echo "  nothing"; \
		if [ $$status -ne 0 ]; then grep -B2 -A30 -E '^\s*--- FAIL' .cache/test.log | head -200; exit $$status; fi
	@if command -v npm >/dev/null; then echo "testing the kit for AssemblyScript, and that modules are what their sources say"; \
		cd plugins/sdk/assemblyscript && { npm ci --no-audit --no-fund && npm test; } > ../../../.cache/npm.log 2>&1 || { cat ../../../.cache/npm.log; exit 1; }; \
		else echo; echo "skipped:"; echo "--- SKIP: the kit for AssemblyScript: there is no npm"; fi
	@for f in $(FUZZERS); do echo "fuzzing $$f for $(FUZZ)"; \
		fuzz() { go test -run '^$$' -fuzz "^$${f#*:}\$$" -fuzztime $(FUZZ) -fuzzminimizetime 20x ./$${f%%:*} > .cache/fuzz.log 2>&1; }; \
		fuzz || { grep -q 'context deadline exceeded' .cache/fuzz.log && ! grep -q 'Failing input' .cache/fuzz.log && echo "  its time ran out amid an input: again" && fuzz; } || \
		{ cat .cache/fuzz.log; exit 1; }; done

test-long: ## what takes longer: 200 kills, long fuzzing, many property checks, the race detector
	$(MAKE) test KILLS=200 FUZZ=1m PATIENCE=40m
	go test -count=1 -timeout 60m ./engine ./rules ./rules/intake ./rules/worktime ./adapters/email/message ./adapters/email -rapid.checks=1000
	$(MAKE) race

race:
	go test -race -count=1 -timeout 40m ./...

bench: ## the whole path beside a bare endpoint, then the parts; takes about 15 minutes
	REGLAMENT_BENCH=10s go test -tags bench -count=1 -timeout 60m -run TestBench -v ./adapters/host | grep -v '^=== '
	go test -tags bench -run '^$$' -bench Fanout -benchtime 1x ./adapters/live
	go test -run '^$$' -bench . -benchmem ./engine ./plugins ./plugins/lua ./plugins/lua/sandbox ./plugins/wasm ./plugins/wasm/meter ./rules/explore ./rules/worktime ./adapters/email/message

ui: ## build the front end into ui/dist, which is part of the repository; needs Node
	go test -count=1 -run FrontEndKnows ./adapters/host -args -update-api
	cd ui && npm ci --ignore-scripts && npm run types && npm run build

lint:
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { gofmt -l $$(git ls-files '*.go'); echo "not gofmt-ed"; exit 1; }
	go vet ./...
	go vet -tags bench ./...
	go mod tidy -diff
	go mod verify
