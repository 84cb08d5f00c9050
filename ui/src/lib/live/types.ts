// The websocket's frames, by their short names.
import type { components } from "./frames";

type Schemas = components["schemas"];
export type Filter = Schemas["Filter"];
export type Card = Schemas["Card"];
export type Column = Schemas["Column"];
export type Legend = Schemas["Legend"];
export type Event = Schemas["Event"];
export type Present = Schemas["Present"];
export type Doing = Schemas["Attend"]["doing"];

// Numbered frames carry the number of the event that they take a channel to.
export type Numbered = Schemas["BoardSnapshot"] | Schemas["TicketSnapshot"] | Schemas["BoardDelta"] | Schemas["TicketDelta"];
// Frame is what those who follow a channel are handed.
export type Frame = Numbered | Schemas["Presence"] | Schemas["Reset"] | Schemas["Error"];
export type Live = Schemas["Live"];
export type Welcome = Schemas["Welcome"];
