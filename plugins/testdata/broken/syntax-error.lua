-- want 3 -: syntax error near
return regulation "broken" {
  clause "H-1" "Hours" { numbering = = 5 },
}
