package live

import (
	"context"
	"time"

	"github.com/reglament/reglament/engine"
)

// join brings a subscription into the view that it asks for.
func (r *room) join(sub *subscription, key viewKey, actor engine.Actor, w *wish) {
	wanted, resume := lens{key: key, filter: w.Filter.clean(), actor: actor}, w.Resume
	r.post(func(ctx context.Context) {
		from := snapshot
		if resume != nil {
			from = r.resume(ctx, sub, key.name, resume)
		}
		v := r.views[key]
		if v == nil {
			v = newView(wanted, r)
			r.views[key] = v
		}
		sub.view = v
		r.enter(ctx, v, sub, from)
	})
}

// leave takes a subscription out again. It may never have come in.
func (r *room) leave(sub *subscription) {
	r.post(func(context.Context) {
		v := sub.view
		if v == nil {
			return
		}
		v.remove(sub)
		if v.key.ticket != "" {
			r.crowd.drop(sub.sock, v.key.ticket)
		}
		if v.unused() {
			delete(r.views, v.key)
		}
	})
}

// resume returns where to go on from, or tells the client to start anew.
func (r *room) resume(ctx context.Context, sub *subscription, name channel, at *resumed) (from int64) {
	if at.Seq > r.seq {
		r.look(ctx) // it comes from another node, which was quicker
	}
	reason := ""
	switch {
	case at.Epoch != r.epoch:
		reason = resetEpoch
	case at.Seq > r.seq:
		reason = resetAhead
	case r.seq-at.Seq > int64(r.hub.cfg.Limits.Resume):
		reason = resetBehind
	default:
		return at.Seq
	}
	sub.sock.send(sub, newPayload(encode(resetFrame{Type: "reset", Chan: name, Reason: reason})))
	return snapshot
}

// enter serves a subscription from a load, which is begun if there is none.
func (r *room) enter(ctx context.Context, v *view, sub *subscription, from int64) {
	l := v.loads[from]
	if l != nil && l.stale(time.Now()) {
		l = nil
	}
	switch {
	case l == nil:
		l = r.begin(ctx, v, from)
		l.waiting = append(l.waiting, sub)
	case l.ready:
		r.serve(v, l, sub)
	default:
		l.waiting = append(l.waiting, sub)
	}
}

// begin starts to read what a client needs. The clients that the view has are
// taken to the same point first, so that all go on from there.
func (r *room) begin(ctx context.Context, v *view, from int64) *load {
	r.settle(v)
	l := &load{from: from, seq: r.seq, begun: time.Now()}
	v.loads[from] = l
	reading := loading{store: &r.hub.store, tenant: r.tenant, epoch: r.epoch, lens: v.lens, head: &v.head, from: from, seq: r.seq,
		cols: v.cols, now: r.now()}
	r.hub.running.Go(func() {
		// Whoever reads much waits for a turn, not the room.
		select {
		case r.hub.loads <- struct{}{}:
			defer func() { <-r.hub.loads }()
		case <-ctx.Done():
			return
		}
		ctx, cancel := context.WithTimeout(ctx, r.hub.cfg.Limits.Read)
		defer cancel()
		err := reading.do(ctx)
		r.post(func(context.Context) { r.loaded(v, l, &reading, err) })
	})
	return l
}

// loaded serves those who have waited for a load.
func (r *room) loaded(v *view, l *load, reading *loading, err error) {
	waiting := l.waiting
	l.waiting = nil
	if err != nil && v.loads[l.from] == l {
		delete(v.loads, l.from)
	}
	switch {
	case err != nil && v.head.ticket && engine.KindOf(err) == engine.NotFound:
		v.subs = append(v.subs, waiting...)
		r.shut(v)
		return
	case err != nil:
		r.hub.cfg.Logger.Error("live cannot read a snapshot", "tenant", r.tenant, "error", err)
		for _, sub := range waiting {
			problem := engine.Problem{Code: "try_later"}
			sub.sock.close(farewell{code: CloseLater, reason: problem.Code, before: sub.sock.complaint(v.key.name, problem)})
		}
		return
	}
	l.ready, l.base = true, reading.page
	if reading.missed != nil {
		followed := l.tail
		l.tail = reading.missed
		if followed != nil {
			l.tail = l.tail.then(followed)
		}
	}
	if r.cols == reading.seen { // as when it was begun
		r.cols = reading.cols
	} else {
		r.cols = r.cols.merge(reading.cols)
	}
	r.settle(v)
	for _, sub := range waiting {
		r.serve(v, l, sub)
	}
}

// serve gives a subscription what was loaded and what followed, and lets it go
// on with the view.
func (r *room) serve(v *view, l *load, sub *subscription) {
	if l.base != nil {
		sub.sock.queue.give(sub, l.base, nil)
	}
	if l.tail != nil {
		sub.sock.queue.give(sub, nil, l.tail)
	}
	sub.sock.send(sub, newPayload(encode(liveFrame{Type: "live", Chan: v.key.name, Seq: v.last, Prev: v.last, ServerTime: r.now()})))
	v.subs = append(v.subs, sub)
	r.greetCrowd(v, sub)
}
