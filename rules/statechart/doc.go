// Package statechart draws a regulation as a picture: its statuses as boxes, and
// what leads from one to another as arrows that name their clause.
//
// Each status has a column of its own, and a box in the row of its layer: how
// many moves it is away from the first. Each move is a row of its own, a line
// across the columns, with a dot where it may begin and a head where it leads.
// So nothing can overlap, however many moves there are, and the same regulation
// always gives the same picture.
package statechart
