package host

import (
	"path/filepath"
	"time"

	"github.com/reglament/reglament/adapters/email"
	"github.com/reglament/reglament/engine"
)

// Config is what the server is started with. Each flag can also be given by an
// environment variable.
type Config struct {
	Data       string        `help:"Folder for the database, files and mail." default:"./data" env:"REGLAMENT_DATA" type:"path"`
	DB         string        `help:"Database: postgres://... or the path of an SQLite file. Without it, an SQLite file in the data folder." env:"REGLAMENT_DB" placeholder:"URL"`
	HTTP       string        `help:"Address for HTTP, :8080 by default." default:":8080" env:"REGLAMENT_HTTP" placeholder:"ADDR"`
	SMTP       string        `help:"Address for incoming mail, :2525 by default; \"off\" for none." default:":2525" env:"REGLAMENT_SMTP" placeholder:"ADDR"`
	Rules      string        `help:"Folder with a regulation a tenant, each in its own folder. Without it, the shipped companies." env:"REGLAMENT_RULES" type:"existingdir" placeholder:"DIR"`
	Watch      bool          `help:"Activate a regulation as soon as its folder changes." env:"REGLAMENT_WATCH"`
	Dev        bool          `help:"For trying out: pages for captured mail and for moving the clock; listens on loopback alone." env:"REGLAMENT_DEV"`
	DevPublic  bool          `help:"Let --dev listen on all addresses." env:"REGLAMENT_DEV_PUBLIC"`
	URL        string        `help:"Address under which customers reach this server, for links in mail; http://localhost:8080 by default." default:"http://localhost:8080" env:"REGLAMENT_URL" placeholder:"URL"`
	Relay      string        `help:"Server that outgoing mail is handed to: smtp://user:password@host:587. Without it, mail is kept in the data folder." env:"REGLAMENT_RELAY" placeholder:"URL"`
	Undo       time.Duration `help:"How long employees' answers to customers wait before they go out, so that they can be taken back; 0 sends at once." default:"10s" env:"REGLAMENT_UNDO"`
	TrustProxy bool          `help:"Take clients' addresses from X-Forwarded-For. Only behind a proxy that writes it." env:"REGLAMENT_TRUST_PROXY"`
	Log        string        `help:"Log level: debug, info, warn or error." default:"info" enum:"debug,info,warn,error" env:"REGLAMENT_LOG"`

	// RulesWorkers isolates tenants from one another beyond the sandboxes.
	RulesWorkers bool `help:"Run each company's regulation in a process of its own with bounded memory, for companies that do not trust one another." env:"REGLAMENT_RULES_WORKERS"`

	Quota    map[string]string `help:"What each company may cost and cause, where that is not the default: notices=20000. More than once, or with semicolons between." env:"REGLAMENT_QUOTA" placeholder:"NAME=N"`
	Operator string            `help:"Mail address of whoever runs this installation; is told of exceeded quotas of companies that have no administrator with an address." env:"REGLAMENT_OPERATOR" placeholder:"ADDR"`

	// Guard takes back editions that fail.
	Guard GuardConfig `embed:"" prefix:"guard-"`

	// Limits bound the engine's work; zero fields take its defaults.
	Limits engine.Limits `kong:"-"`
	// Cards bounds the tickets of a board's snapshot; 0 takes the default of live.
	Cards int `kong:"-"`
	// Transport, if set, is where outgoing mail goes instead.
	Transport email.Transport `kong:"-"`
}

// Database is where the data is kept.
func (c *Config) Database() string {
	if c.DB != "" {
		return c.DB
	}
	return filepath.Join(c.Data, "reglament.db")
}
