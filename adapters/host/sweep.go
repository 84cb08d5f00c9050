package host

import (
	"context"
	"time"
)

// orphanAge is how old a blob must be to be taken for one that nothing refers
// to: whoever uploads commits long before that.
const orphanAge = 24 * time.Hour

// sweepBlobs removes uploads that never became part of an event, once a day.
func (s *Server) sweepBlobs(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(orphanAge):
		}
		s.sweepOnce(ctx)
	}
}

func (s *Server) sweepOnce(ctx context.Context) {
	for _, id := range s.Tenants() {
		n, err := s.blobs.Sweep(ctx, id, time.Now().Add(-orphanAge), func(ctx context.Context, digest string) (bool, error) {
			return s.store.HasBlob(ctx, id, digest)
		})
		if err != nil && ctx.Err() == nil {
			s.log.Error("sweep files", "tenant", id, "error", err)
		} else if n > 0 {
			s.log.Info("files that belong to nothing were removed", "tenant", id, "files", n)
		}
	}
}
