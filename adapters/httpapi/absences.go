package httpapi

import (
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/roster"
)

// PersonPath names an employee.
type PersonPath struct {
	TenantPath
	Person string `path:"person" maxLength:"64" doc:"The employee's id in the directory"`
}

// Absence is a time in which an employee gets nothing.
type Absence struct {
	Person         string     `json:"person"`
	Name           string     `json:"name,omitempty"`
	From           *time.Time `json:"from,omitempty"`
	Until          *time.Time `json:"until,omitempty" doc:"The first instant at which they are back"`
	FirstDay       string     `json:"first_day,omitempty" example:"2026-11-23" doc:"By the company's zone"`
	LastDay        string     `json:"last_day,omitempty" example:"2026-12-06"`
	Substitute     string     `json:"substitute,omitempty"`
	SubstituteName string     `json:"substitute_name,omitempty"`
	Now            bool       `json:"now" doc:"They are absent at this moment"`
	Revision       int64      `json:"revision" doc:"Send it back with a change; 0 says that there is no absence"`
}

// AbsenceBody is an absence as it is written.
type AbsenceBody struct {
	From       string `json:"from" maxLength:"16" example:"2026-11-23" doc:"The first day, or the minute such as 2026-11-23T13:00, in the company's zone"`
	Until      string `json:"until" maxLength:"16" example:"2026-12-06" doc:"The last day, or the minute at which they are back"`
	Substitute string `json:"substitute,omitempty" maxLength:"64" doc:"An employee who stands in for them"`
	Revision   int64  `json:"revision" minimum:"0" doc:"The revision that you write over; 0 if there was no absence"`
}

// PutOwnAbsenceInput writes down the caller's absence.
type PutOwnAbsenceInput struct {
	TenantPath
	Body AbsenceBody
}

// PutAbsenceInput writes down an employee's absence.
type PutAbsenceInput struct {
	PersonPath
	Body AbsenceBody
}

// AbsenceOutput is an absence.
type AbsenceOutput struct{ Body Absence }

// AbsencesOutput lists absences.
type AbsencesOutput struct {
	Body struct {
		Absences []Absence `json:"absences" doc:"Those that have not ended, the earliest first"`
	}
}

func (a *api) absences(h huma.API) {
	const base, own, other = "/api/v1/{tenant}/absences", "/api/v1/{tenant}/me/absence", "/api/v1/{tenant}/people/{person}/absence"
	huma.Register(h, op("list-absences", http.MethodGet, base, "Lists who is absent, or will be", "people"), a.listAbsences)
	huma.Register(h, op("get-own-absence", http.MethodGet, own, "Shows when you are absent; revision 0 says never", "people"), a.getOwnAbsence)
	huma.Register(h, op("put-own-absence", http.MethodPut, own, "Writes down when you are absent and who stands in for you", "people"), a.putOwnAbsence)
	huma.Register(h, op("delete-own-absence", http.MethodDelete, own, "Removes your absence", "people"), a.deleteOwnAbsence)
	huma.Register(h, op("get-absence", http.MethodGet, other, "Shows when an employee is absent", "people"), a.getAbsence)
	huma.Register(h, op("put-absence", http.MethodPut, other, "Writes down an employee's absence; for administrators and managers", "people"), a.putAbsence)
	huma.Register(h, op("delete-absence", http.MethodDelete, other, "Removes an employee's absence; for administrators and managers", "people"), a.deleteAbsence)
}

func (a *api) listAbsences(ctx context.Context, in *TenantPath) (*AbsencesOutput, error) {
	if err := staffOnly(requestOf(ctx).actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	all, err := a.Roster.Absences(ctx, engine.TenantID(in.Tenant), a.Now())
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &AbsencesOutput{}
	out.Body.Absences = []Absence{}
	for i := range all {
		v, err := a.viewAbsence(ctx, in.Tenant, &all[i])
		if err != nil {
			return nil, a.fail(ctx, err, nil)
		}
		out.Body.Absences = append(out.Body.Absences, v)
	}
	return out, nil
}

func (a *api) getOwnAbsence(ctx context.Context, in *TenantPath) (*AbsenceOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return a.showAbsence(ctx, in.Tenant, actor.ID)
}

func (a *api) getAbsence(ctx context.Context, in *PersonPath) (*AbsenceOutput, error) {
	err := staffOnly(requestOf(ctx).actor)
	if err == nil {
		err = a.known(ctx, in.Tenant, in.Person)
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return a.showAbsence(ctx, in.Tenant, in.Person)
}

func (a *api) showAbsence(ctx context.Context, tenant, person string) (*AbsenceOutput, error) {
	found, err := a.Roster.Absence(ctx, engine.TenantID(tenant), person)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	v, err := a.viewAbsence(ctx, tenant, &found)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return &AbsenceOutput{Body: v}, nil
}

func (a *api) putOwnAbsence(ctx context.Context, in *PutOwnAbsenceInput) (*AbsenceOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return a.keepAbsence(ctx, in.Tenant, actor.ID, &in.Body)
}

func (a *api) putAbsence(ctx context.Context, in *PutAbsenceInput) (*AbsenceOutput, error) {
	if err := a.forOther(ctx, &in.PersonPath); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return a.keepAbsence(ctx, in.Tenant, in.Person, &in.Body)
}

// forOther lets in who may decide for the employee that the path names.
func (a *api) forOther(ctx context.Context, in *PersonPath) error {
	actor, err := employee(ctx)
	if err == nil && actor.ID != in.Person {
		err = leaders(actor)
	}
	if err == nil {
		err = a.known(ctx, in.Tenant, in.Person)
	}
	return err
}

// known says that there is no such employee, if there is none.
func (a *api) known(ctx context.Context, tenant, person string) error {
	staff, err := a.Staff(ctx, engine.TenantID(tenant))
	if err == nil && !slices.ContainsFunc(staff, func(p directory.Principal) bool { return p.ID == person }) {
		err = engine.Errorf(engine.NotFound, "no employee %q", person)
	}
	return err
}

func (a *api) keepAbsence(ctx context.Context, tenant, person string, body *AbsenceBody) (*AbsenceOutput, error) {
	wanted, err := a.readAbsence(ctx, tenant, person, body)
	if err == nil {
		wanted, err = a.Roster.PutAbsence(ctx, engine.TenantID(tenant), wanted)
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	v, err := a.viewAbsence(ctx, tenant, &wanted)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return &AbsenceOutput{Body: v}, nil
}

func (a *api) readAbsence(ctx context.Context, tenant, person string, body *AbsenceBody) (roster.Absence, error) {
	reg, _, err := a.Rules(ctx, engine.TenantID(tenant), "")
	if err != nil {
		return roster.Absence{}, err
	}
	wanted := roster.Absence{Principal: person, Substitute: body.Substitute, By: requestOf(ctx).actor.ID, Revision: body.Revision, Updated: a.Now()}
	if wanted.From, err = readDay(body.From, reg.Zone(), "/from", 0); err == nil {
		wanted.Until, err = readDay(body.Until, reg.Zone(), "/until", 1)
	}
	if err != nil {
		return wanted, err
	}
	if err := wanted.Check(a.Now()); err != nil {
		return wanted, err
	}
	if wanted.Substitute != "" && engine.KindOf(a.known(ctx, tenant, wanted.Substitute)) == engine.NotFound {
		return wanted, &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/substitute", Code: "person_unknown",
			Values: engine.Fields{"name": wanted.Substitute}}}}
	}
	return wanted, nil
}

// readDay reads a day, which begins after some days more, or a minute.
func readDay(s string, zone *time.Location, pointer string, days int) (time.Time, error) {
	if at, err := time.ParseInLocation("2006-01-02T15:04", s, zone); err == nil {
		return at.UTC(), nil
	}
	day, err := time.ParseInLocation(time.DateOnly, s, zone)
	if err != nil {
		return time.Time{}, &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: pointer, Code: "date"}}}
	}
	return day.AddDate(0, 0, days).UTC(), nil
}

func (a *api) deleteOwnAbsence(ctx context.Context, in *TenantPath) (*struct{}, error) {
	actor, err := employee(ctx)
	if err == nil {
		err = a.Roster.DeleteAbsence(ctx, engine.TenantID(in.Tenant), actor.ID)
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return nil, nil
}

func (a *api) deleteAbsence(ctx context.Context, in *PersonPath) (*struct{}, error) {
	err := a.forOther(ctx, in)
	if err == nil {
		err = a.Roster.DeleteAbsence(ctx, engine.TenantID(in.Tenant), in.Person)
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return nil, nil
}

func (a *api) viewAbsence(ctx context.Context, tenant string, found *roster.Absence) (Absence, error) {
	v := Absence{Person: found.Principal, Substitute: found.Substitute, Revision: found.Revision, Now: found.Covers(a.Now())}
	staff, err := a.Staff(ctx, engine.TenantID(tenant))
	if err != nil {
		return v, err
	}
	v.Name, v.SubstituteName = nameOf(staff, v.Person), nameOf(staff, v.Substitute)
	if found.Revision == 0 {
		return v, nil
	}
	reg, _, err := a.Rules(ctx, engine.TenantID(tenant), "")
	if err != nil {
		return v, err
	}
	v.From, v.Until = &found.From, &found.Until
	v.FirstDay = found.From.In(reg.Zone()).Format(time.DateOnly)
	v.LastDay = found.Until.Add(-time.Microsecond).In(reg.Zone()).Format(time.DateOnly)
	return v, nil
}

func nameOf(staff []directory.Principal, id string) string {
	for i := range staff {
		if staff[i].ID == id {
			return staff[i].Name
		}
	}
	return ""
}
