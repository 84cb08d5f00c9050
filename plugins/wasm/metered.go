package wasm

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/reglament/reglament/plugins/wasm/meter"
)

// meteredModule is a module with the counting written into it, as the cache keeps
// it.
type meteredModule struct {
	Info meter.Info `json:"info"`
	// Sum is the digest of the code, which follows the object: a file that was
	// written in part is made anew.
	Sum  string `json:"sum"`
	code []byte
}

// metered writes the counting into a module. That takes half of the time of a load
// from the disk, so that what comes of it is kept there too.
func (m *Machine) metered(module []byte, opts meter.Options) (*meteredModule, error) {
	if m.cfg.Cache == "" {
		return inject(module, opts)
	}
	file := filepath.Join(m.cfg.Cache, "metered-"+meteredName(module, opts))
	if kept, err := readMetered(file); err == nil {
		return kept, nil
	}
	fresh, err := inject(module, opts)
	if err == nil {
		_ = fresh.write(file) // the next load makes it anew
	}
	return fresh, err
}

func inject(module []byte, opts meter.Options) (*meteredModule, error) {
	code, info, err := meter.Inject(module, opts)
	sum := sha256.Sum256(code)
	return &meteredModule{Info: info, Sum: hex.EncodeToString(sum[:]), code: code}, err
}

// meteredName names all that the outcome rests on.
func meteredName(module []byte, opts meter.Options) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d %+v\n", meter.Version, opts)
	h.Write(module)
	return hex.EncodeToString(h.Sum(nil))
}

func readMetered(file string) (*meteredModule, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	head, code, found := bytes.Cut(raw, []byte("\n"))
	kept := &meteredModule{code: code}
	if err := json.Unmarshal(head, kept); err != nil || !found {
		return nil, errors.Join(fmt.Errorf("%s is no metered module", file), err)
	}
	if sum := sha256.Sum256(code); kept.Sum != hex.EncodeToString(sum[:]) {
		return nil, fmt.Errorf("%s is damaged", file)
	}
	return kept, nil
}

// write puts the file in its place at once, so that nobody reads half of it.
func (k *meteredModule) write(file string) error {
	head, err := json.Marshal(k)
	if err != nil {
		return err
	}
	unfinished, err := os.CreateTemp(filepath.Dir(file), "unfinished-*")
	if err != nil {
		return err
	}
	defer os.Remove(unfinished.Name())
	_, err = unfinished.Write(append(append(head, '\n'), k.code...))
	if err = errors.Join(err, unfinished.Close()); err != nil {
		return err
	}
	return os.Rename(unfinished.Name(), file)
}
