package host

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"time"

	"github.com/reglament/reglament/engine"
)

// watchEvery is how often the rules folder is looked at. Looking works on every
// file system, also on those of other machines, where notices don't arrive.
const watchEvery = 500 * time.Millisecond

// watch activates a tenant's regulation when its folder has changed and then
// stayed the same for a while: an editor writes several files, and each of them
// in several steps. It begins with what was published at the start, which costs
// nothing if it is still the same.
func (h *Host) watch(ctx context.Context) error {
	settled := map[engine.TenantID]uint64{} // what was published, or tried
	last := map[engine.TenantID]uint64{}
	tick := time.NewTicker(watchEvery)
	defer tick.Stop()
	for {
		for _, id := range h.Tenants() {
			now, err := fingerprint(h.rulesFolder(), string(id))
			switch {
			case err != nil: // files come and go while they are written
			case now == last[id] && now != settled[id]:
				settled[id] = now
				h.republish(ctx, id)
			}
			last[id] = now
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// republish activates what is in the folder now, or says why not.
func (h *Host) republish(ctx context.Context, id engine.TenantID) {
	if _, err := h.publish(ctx, id, h.rulesFolder(), "the folder has changed"); err != nil {
		h.log.Error("a regulation was not activated; the edition before it stays", "tenant", id, "error", err)
	}
}

// fingerprint changes when a file below a folder does.
func fingerprint(fsys fs.FS, dir string) (uint64, error) {
	sum := fnv.New64a()
	err := fs.WalkDir(fsys, dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(sum, path, info.Size(), info.ModTime().UnixNano())
		return err
	})
	return sum.Sum64(), err
}
