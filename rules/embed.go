package rules

import "embed"

// Shipped holds the regulations that come with the program, a folder each.
//
//go:embed afforto eltex mitwork prots sud
var Shipped embed.FS
