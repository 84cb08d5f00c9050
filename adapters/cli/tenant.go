package cli

// tenantCmd manages the hosted companies.
type tenantCmd struct {
	List   tenantListCmd   `cmd:"" help:"List the hosted companies."`
	Import tenantImportCmd `cmd:"" help:"Add people and companies to a tenant's directory."`
}

// Help explains the commands.
func (tenantCmd) Help() string {
	return lesson("A tenant is a company that is hosted here. The server makes one of each folder in its rules folder, by the folder's name.",
		codesOfQuery, "reglament tenant list", "reglament tenant import people.yaml --tenant prots")
}
