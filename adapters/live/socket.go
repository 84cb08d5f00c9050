package live

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// A socket is one client. Two goroutines serve it: one reads what the client
// asks for and owns everything here but the queue, the other one writes.
type socket struct {
	hub    *Hub
	conn   conn
	queue  *queue
	tenant engine.TenantID
	lang   string
	token  string
	actor  engine.Actor // its Kind is empty until the token was checked
	room   *room
	subs   map[channel]*subscription

	// isWall is set if a screen on the wall is behind it.
	isWall bool

	// greeted is set when actor, token and isWall are final, for the writer.
	greeted atomic.Bool
	// visits is how many tickets the employee is with, for the writer.
	visits atomic.Int64

	left int       // frames that the client may still send in this minute
	full time.Time // when left was last filled up
}

// A subscription is a socket's place in a view.
type subscription struct {
	sock *socket
	view *view // set and used by the room alone
	// audience is the ticket's, as the socket has read it.
	audience engine.Audience
	// waiting is the place in the queue, counted from 1 and from the beginning, of
	// the step that later ones are joined with; present that of the frame that says
	// who is here. ended is set when nothing more is wanted. They belong to the
	// queue.
	waiting int
	present int
	ended   bool
}

// serve reads until the client is gone. It returns when both goroutines have
// ended.
func (s *socket) serve() {
	ctx, cancel := context.WithCancel(s.hub.life)
	var writer sync.WaitGroup
	writer.Go(func() { s.write(ctx) })
	s.conn.patience(s.hub.cfg.Limits.Hello)
	err := s.read(ctx)
	var bad *badRequest
	switch {
	case errors.As(err, &bad):
		s.close(farewell{code: bad.code, reason: bad.problem.Code, before: s.complaint("", bad.problem)})
	case errors.Is(err, errBinary):
		s.end(closeUnsupported, "text frames only")
	default:
		s.end(closeGone, "")
	}
	// The farewell gets through only if what the client still sends is read.
	for ours := bad != nil || errors.Is(err, errBinary); ours; {
		_, err = s.conn.receive()
		ours = err == nil || errors.Is(err, errBinary)
	}
	for _, sub := range s.subs {
		s.leave(sub)
	}
	if s.room != nil {
		s.room.absent(s)
		s.hub.detach(s.room)
	}
	writer.Wait()
	cancel()
	s.conn.drop()
	s.hub.remove(s)
}

// A badRequest is what a socket is closed for.
type badRequest struct {
	code    int
	problem engine.Problem
}

func (b *badRequest) Error() string { return b.problem.Code }

func malformed(reason string) error {
	return &badRequest{CloseMalformed, engine.Problem{Code: "malformed", Values: engine.Fields{"reason": reason}}}
}

// read handles the client's frames, one after another.
func (s *socket) read(ctx context.Context) error {
	if err := s.greet(ctx); err != nil {
		return err
	}
	for {
		req, err := s.next()
		if err != nil {
			return err
		}
		switch req.Type {
		case typeHello:
			return malformed("a second hello")
		case typeSubscribe:
			err = s.subscribe(ctx, req.Subscribe)
		case typeUnsubscribe:
			for _, name := range req.Unsubscribe {
				s.unsubscribe(name)
			}
		case typeAttend:
			s.attend(req.Chan, req.Doing)
		}
		if err != nil {
			return err
		}
	}
}

func (s *socket) next() (*request, error) {
	data, err := s.conn.receive()
	if err != nil {
		return nil, err
	}
	limits := &s.hub.cfg.Limits
	if now := time.Now(); now.Sub(s.full) > time.Minute {
		s.left, s.full = limits.Requests, now
	}
	if s.left--; s.left < 0 {
		return nil, malformed("too many frames")
	}
	req, err := decodeRequest(data, limits)
	if err != nil {
		return nil, malformed(err.Error())
	}
	return req, nil
}

// greet takes the client's hello and welcomes it.
func (s *socket) greet(ctx context.Context) error {
	req, err := s.next()
	if err != nil {
		return err
	}
	if req.Type != typeHello {
		return malformed("the first frame is no hello")
	}
	limits := &s.hub.cfg.Limits
	s.lang = spoken(req.Lang, s.lang)
	if s.actor.Kind == "" { // else the request's header was good
		s.token = cmp.Or(req.Token, s.token) // or that of the session
		if s.actor, err = s.hub.authenticate(ctx, s.tenant, s.token); err != nil {
			return refusal(err)
		}
	}
	reading, cancel := context.WithTimeout(ctx, limits.Read)
	defer cancel()
	if s.room, err = s.hub.attach(reading, s.tenant); err != nil {
		return refusal(err)
	}
	s.isWall = s.actor.Has(roleWall)
	s.greeted.Store(true)
	if s.actor.Kind == engine.Staff && !s.isWall {
		s.room.arrive(s)
	}
	s.conn.patience(limits.Ping + limits.Pong)
	s.send(nil, newPayload(encode(welcomeFrame{Type: "welcome", Epoch: s.room.epoch, Version: s.hub.cfg.Version, You: s.actor.ID, ServerTime: s.hub.cfg.Now().UTC()})))
	return s.subscribe(ctx, req.Subscribe)
}

// refusal is how a socket is closed for an error of the engine's.
func refusal(err error) error {
	var e *engine.Error
	if errors.As(err, &e) && e.Kind == engine.Forbidden {
		bad := &badRequest{CloseToken, engine.Problem{Code: "token_unknown"}}
		if len(e.Problems) > 0 {
			bad.problem = e.Problems[0]
		}
		return bad
	}
	return &badRequest{CloseLater, engine.Problem{Code: "try_later"}}
}

// roleIntake is the role of programs that file requests and do nothing else.
const roleIntake = "intake"

func (h *Hub) authenticate(ctx context.Context, tenant engine.TenantID, token string) (engine.Actor, error) {
	if token == "" {
		return engine.Actor{}, &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Code: "token_missing"}}}
	}
	ctx, cancel := context.WithTimeout(ctx, h.cfg.Limits.Read)
	defer cancel()
	actor, err := h.cfg.Authenticate(ctx, tenant, token)
	if err != nil && engine.KindOf(err) != engine.Forbidden {
		h.cfg.Logger.Error("a token could not be checked", "tenant", tenant, "error", err)
	}
	if err == nil && (actor.Kind == "" || actor.Has(roleIntake)) {
		err = &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Code: "role_forbidden"}}}
	}
	return actor, err
}

// subscribe opens channels. What cannot be opened is answered with an error
// frame; the others are not affected.
func (s *socket) subscribe(ctx context.Context, wishes []wish) error {
	for i := range wishes {
		w := &wishes[i]
		if s.subs[w.Chan] == nil && len(s.subs) >= s.hub.cfg.Limits.Channels {
			s.complain(w.Chan, engine.Problem{Code: "too_many", Values: engine.Fields{"max": int64(s.hub.cfg.Limits.Channels)}})
			continue
		}
		key, audience, err := s.viewKey(ctx, w)
		var bad *engine.Error
		switch {
		case errors.As(err, &bad) && (bad.Kind == engine.NotFound || bad.Kind == engine.Forbidden):
			s.complain(w.Chan, engine.Problem{Code: problemCodes[bad.Kind]})
			continue
		case err != nil:
			s.hub.cfg.Logger.Error("a ticket could not be read", "tenant", s.tenant, "error", err)
			return refusal(err)
		}
		s.unsubscribe(w.Chan)
		sub := &subscription{sock: s, audience: audience}
		if s.subs == nil {
			s.subs = map[channel]*subscription{}
		}
		s.subs[w.Chan] = sub
		if s.isWall {
			s.room.hang(sub, s.lang)
		} else {
			s.room.join(sub, key, s.actor, w)
		}
	}
	return nil
}

var problemCodes = map[engine.ErrorKind]string{engine.NotFound: "not_found", engine.Forbidden: "role_forbidden"}

func (s *socket) unsubscribe(name channel) {
	if sub := s.subs[name]; sub != nil {
		delete(s.subs, name)
		s.queue.end(sub)
		s.leave(sub)
	}
}

func (s *socket) leave(sub *subscription) {
	if s.isWall {
		s.room.takeDown(sub)
	} else {
		s.room.leave(sub)
	}
}

// attend says what the employee does with a ticket that they have a channel of.
func (s *socket) attend(name channel, doing string) {
	switch sub := s.subs[name]; {
	case s.actor.Kind != engine.Staff:
		s.complain(name, engine.Problem{Code: "role_forbidden"})
	case sub == nil:
		s.complain(name, engine.Problem{Code: "not_found"})
	default:
		s.room.attend(s, sub, doing)
	}
}

// viewKey says what the client would look at, if it may, and whom the ticket is
// for.
func (s *socket) viewKey(ctx context.Context, w *wish) (viewKey, engine.Audience, error) {
	key := viewKey{name: w.Chan, lang: s.lang, class: classOf(s.actor)}
	if s.isWall != (w.Chan == wallChannel) {
		return key, "", engine.Errorf(engine.Forbidden, "walls have the wall alone, and alone have it")
	}
	if s.isWall {
		return key, "", nil
	}
	ref, isTicket := w.Chan.ticket()
	if !isTicket {
		if s.actor.Kind != engine.Staff {
			return key, "", engine.Errorf(engine.Forbidden, "boards are for staff")
		}
		key.filter = w.Filter.clean().key()
		return key, "", nil
	}
	ctx, cancel := context.WithTimeout(ctx, s.hub.cfg.Limits.Read)
	defer cancel()
	t, err := s.hub.cfg.Reader.Ticket(ctx, s.tenant, ref)
	if err == nil && !sees(s.actor, &t) {
		err = engine.Errorf(engine.NotFound, "no ticket %q", ref)
	}
	key.ticket = t.ID
	return key, t.Audience, err
}

// sees reports whether the actor may see the ticket. A customer is one of many:
// what all of them may see on their own tickets, others may not see at all.
func sees(actor engine.Actor, t *engine.Ticket) bool {
	return engine.Visible(actor, t.Audience) && (actor.Kind != engine.Customer || t.Takes(engine.PartyID(actor.ID)))
}

// send queues a frame, or ends the socket if the client does not keep up.
func (s *socket) send(sub *subscription, p *payload) {
	if !s.queue.send(sub, p) {
		s.end(CloseSlow, "slow")
	}
}

func (s *socket) present(sub *subscription, p *payload) {
	if !s.queue.present(sub, p) {
		s.end(CloseSlow, "slow")
	}
}

func (s *socket) push(sub *subscription, st *step) {
	if !s.queue.push(sub, st) {
		s.end(CloseSlow, "slow")
	}
}

// complain tells the client what is wrong, as far as it concerns one channel.
func (s *socket) complain(name channel, p engine.Problem) { s.send(nil, s.complaint(name, p)) }

func (s *socket) complaint(name channel, p engine.Problem) *payload {
	return newPayload(encode(errorFrame{Type: "error", Chan: name, Code: p.Code, Detail: rules.Say(p.Code, p.Values, s.lang)}))
}

func (s *socket) end(code int, reason string) { s.close(farewell{code: code, reason: reason}) }

// close ends the socket once what is being written is out. A client that does
// not take it in time is cut off.
func (s *socket) close(f farewell) {
	if s.queue.close(f) {
		time.AfterFunc(s.hub.cfg.Limits.Farewell, s.conn.drop)
	}
}

// write sends what is queued, and pings, until the farewell.
func (s *socket) write(ctx context.Context) {
	limits := &s.hub.cfg.Limits
	// Sockets that were opened at once need not all ping at once for ever.
	ping := time.NewTimer(limits.Ping/2 + rand.N(limits.Ping/2+1))
	defer ping.Stop()
	checked, often := time.Now(), false
	for {
		// Who says that they are here is asked often whether they still are, and a wall
		// whether it may still show what it does.
		if soon := s.pause() < limits.Ping; soon != often {
			often = soon
			ping.Reset(s.pause())
		}
		p, last := s.queue.take()
		switch {
		case last != nil:
			s.part(last)
			return
		case p != nil:
			if err := s.conn.send(p, time.Now().Add(limits.Write+p.patience())); err != nil {
				s.end(closeGone, "")
				s.conn.drop()
			}
			continue
		}
		select {
		case <-s.queue.wake:
		case <-ping.C:
			ping.Reset(s.pause())
			_ = s.conn.ping(time.Now().Add(limits.Write)) // if it fails, so will the next read
			if now := time.Now(); now.Sub(checked) >= s.recheckAfter() {
				checked = now
				s.recheck(ctx)
			}
		}
	}
}

// pause is the time between two pings.
func (s *socket) pause() time.Duration {
	limits := &s.hub.cfg.Limits
	switch {
	case s.visits.Load() > 0:
		return limits.Alive
	case s.greeted.Load() && s.isWall:
		return limits.Wall
	}
	return limits.Ping
}

// recheckAfter is how long a token is taken for good. Nobody stands before a wall
// who would see that it shows what it no longer may.
func (s *socket) recheckAfter() time.Duration {
	if s.greeted.Load() && s.isWall {
		return s.hub.cfg.Limits.Wall / 2 // each ping is later than that
	}
	return s.hub.cfg.Limits.Recheck
}

// part says farewell. The client may be gone, or be cut off meanwhile.
func (s *socket) part(f *farewell) {
	by := time.Now().Add(s.hub.cfg.Limits.Farewell)
	if f.before != nil {
		_ = s.conn.send(f.before, by)
	}
	_ = s.conn.close(f.code, f.reason, by)
}

// recheck ends the socket if its token is no longer good, or no longer for what
// it was good for. Who asks again is told what is wrong.
func (s *socket) recheck(ctx context.Context) {
	if !s.greeted.Load() {
		return
	}
	actor, err := s.hub.authenticate(ctx, s.tenant, s.token)
	if err == nil && classOf(actor) != classOf(s.actor) || err != nil && engine.KindOf(err) == engine.Forbidden {
		s.end(CloseToken, "token")
	}
}

// class stands for all actors who see the same.
type class string

func classOf(a engine.Actor) class {
	roles := slices.Clone(a.Roles)
	slices.Sort(roles)
	who := []string{string(a.Kind)}
	if a.Kind != engine.Staff {
		who = append(who, a.ID)
	}
	return class(encode(append(who, slices.Compact(roles)...)))
}
