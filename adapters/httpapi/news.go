package httpapi

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// News is something that has become the caller's business. It says which ticket
// and why, and nothing of what was written.
type News struct {
	Seq    int64     `json:"seq" doc:"The event's number"`
	At     time.Time `json:"at"`
	Number string    `json:"number" doc:"Number of the ticket" example:"SUPPORT-10110"`
	Reason string    `json:"reason" enum:"assigned,deadline_near,deadline_over,mentioned,message,watched"`
}

// NewsInput asks for what is new.
type NewsInput struct {
	TenantPath
	After int64 `query:"after" minimum:"0" doc:"The last event that you know; without it only the number of the last event is answered"`
}

// NewsOutput lists what is new.
type NewsOutput struct {
	Body struct {
		News []News `json:"news" doc:"In order"`
		Seq  int64  `json:"seq" doc:"Ask with it next time"`
		More bool   `json:"more,omitempty" doc:"There may be more: ask again at once"`
	}
}

// newsPage is how many events one request looks through.
const newsPage = 500

func (a *api) news(h huma.API) {
	huma.Register(h, op("list-news", http.MethodGet, "/api/v1/{tenant}/me/news", "Lists what has become your business since an event", "me"), a.listNews)
}

func (a *api) listNews(ctx context.Context, in *NewsInput) (*NewsOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	tenant := engine.TenantID(in.Tenant)
	out := &NewsOutput{}
	out.Body.News = []News{}
	head, err := a.Log.Head(ctx, tenant)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	if out.Body.Seq = head.Seq; in.After == 0 || in.After > head.Seq { // a later one is another log's
		return out, nil
	}
	events, err := a.Log.Events(ctx, tenant, in.After, newsPage)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out.Body.Seq, out.Body.More = in.After, len(events) == newsPage
	for i := range events {
		e := &events[i]
		out.Body.Seq = e.Seq
		reason, err := a.business(ctx, e, actor)
		if err != nil {
			return nil, a.fail(ctx, err, nil)
		}
		if reason != nil {
			out.Body.News = append(out.Body.News, *reason)
		}
	}
	return out, nil
}

// business is what an event is to an employee; nil if it is nothing to them.
func (a *api) business(ctx context.Context, e *engine.Event, actor engine.Actor) (*News, error) {
	if e.Erased() || e.Actor.Kind == engine.Staff && e.Actor.ID == actor.ID || !engine.Visible(actor, e.Audience) {
		return nil, nil
	}
	reason, own := reasonFor(e, actor.ID)
	if reason == "" {
		return nil, nil
	}
	t, err := a.Reader.Ticket(ctx, e.Tenant, string(e.Ticket))
	if engine.KindOf(err) == engine.NotFound || err == nil && (!mayRead(actor, &t) || own && t.Facets["assignee"] != actor.ID) {
		return nil, nil
	}
	return &News{Seq: e.Seq, At: e.At, Number: t.Number, Reason: reason}, err
}

// reasonFor finds what an event tells an employee by itself, and what it tells
// whoever has the ticket, which is own.
func reasonFor(e *engine.Event, id string) (reason string, own bool) {
	for i := range e.Body.Ops {
		op := &e.Body.Ops[i]
		value, _ := op.Value.(map[string]any)
		payload := engine.Fields(value)
		if op.Kind == engine.OpSend && payload.Map("to").String("principal") == id {
			if reason = newsReasons[payload.String("text")]; reason != "" {
				return reason, false
			}
		}
	}
	timer := e.Body.Data.String("timer")
	switch {
	case e.Kind == engine.KindTimer && strings.HasPrefix(timer, "promise.") && strings.HasSuffix(timer, ".warn"):
		return "deadline_near", true
	case e.Kind == engine.KindTimer && strings.HasPrefix(timer, "promise."):
		return "deadline_over", true
	case e.Kind == rules.KindMessage && e.Actor.Kind == engine.Customer && e.Version > 1:
		return "message", true
	}
	return "", false
}

// newsReasons are the reasons by the texts of the mails that tell of them.
var newsReasons = map[string]string{
	"engine.notice.assigned": "assigned", "engine.notice.mentioned": "mentioned",
	"engine.notice.deadline.near": "deadline_near", "engine.notice.deadline.over": "deadline_over",
	"engine.notice.watched.message": "watched", "engine.notice.watched.ended": "watched",
}
