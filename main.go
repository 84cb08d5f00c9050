// Command reglament is a helpdesk engine whose tickets follow a company's own
// written regulation.
package main

func main() {}
