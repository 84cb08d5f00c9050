package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// newCmd writes the first files of a regulation.
type newCmd struct {
	Name      string   `arg:"" help:"Folder to make; its last part becomes the id of the regulation."`
	Company   string   `help:"Name of the company." placeholder:"NAME"`
	Lang      string   `help:"Language of the document: kk, ru or en." placeholder:"LANG"`
	Languages string   `help:"Languages in which customers are answered, such as kk,ru,en." placeholder:"LIST"`
	Zone      string   `help:"Time zone, such as Asia/Almaty." placeholder:"ZONE"`
	Days      string   `help:"Working days, such as mon-fri or mon-thu,sat." placeholder:"DAYS"`
	Hours     string   `help:"Working hours, such as 09:00-18:00 or 09:00-13:00,14:00-18:00." placeholder:"HOURS"`
	Holidays  string   `help:"Whose holidays are free: kz, ru or none." placeholder:"COUNTRY"`
	Mail      string   `help:"Mail address that customers write to." placeholder:"ADDRESS"`
	Form      string   `help:"Whether there is a form on the site: yes or no." placeholder:"YESNO"`
	Types     []string `name:"type" sep:"none" help:"A request type, or several with commas between; may be repeated. In several languages: one name for each, with a slash between." placeholder:"NAME"`
	Answer    string   `help:"Within which time a first answer is due: a number and one of m h d wm wh wd, such as 8wh for eight working hours." placeholder:"DURATION"`

	in io.Reader // where answers are typed; nil means the terminal, if there is one
}

// Help explains the command.
func (newCmd) Help() string {
	return lesson("Makes a folder with a regulation of four clauses and the cases that prove it, to go on from. What the flags do not say is "+
		"asked for on a terminal; elsewhere it is as the question would suggest. Nothing that is there is written over.",
		codesOfQuery, "reglament new acme --company Acme --mail help@acme.example",
		"reglament new zhylu --company Zhylu --mail help@zhylu.example --lang kk --languages kk,ru --form no --answer 4wh --json")
}

// made is what the command has written.
type made struct {
	Regulation string   `json:"regulation"`
	Files      []string `json:"files"`
}

// Run asks, and writes.
func (c *newCmd) Run(out *output) error {
	id := filepath.Base(c.Name)
	if !regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`).MatchString(id) {
		return misused("%q cannot be the id of a regulation: want small Latin letters, digits, - and _, such as acme", id)
	}
	if _, err := os.Lstat(c.Name); !errors.Is(err, fs.ErrNotExist) {
		return misused("%s is there already, and nothing is written over; choose another name", c.Name)
	}
	a := &answers{ID: id}
	if err := c.ask(a, out); err != nil {
		return err
	}
	files, err := a.files(context.Background())
	if err != nil {
		return fmt.Errorf("make the regulation %s: %w", id, err)
	}
	written, err := create(c.Name, files)
	if err != nil {
		return err
	}
	return out.result(made{Regulation: id, Files: written}, func() {
		for _, name := range written {
			out.printf("%s\n", name)
		}
		out.printf("Next: reglament test %s --cover\n", c.Name)
	})
}

// ask gathers the answers: from the flags, then from whoever sits at the
// terminal.
func (c *newCmd) ask(a *answers, out *output) error {
	var typed *bufio.Scanner
	switch {
	case c.in != nil:
		typed = bufio.NewScanner(c.in)
	case terminal(os.Stdin):
		typed = bufio.NewScanner(os.Stdin)
	}
	for _, q := range c.questions() {
		var err error
		switch {
		case q.given != "":
			if err = q.take(a, q.given); err != nil {
				err = misused("--%s: %w", q.flag, err)
			}
		case typed != nil:
			err = q.put(a, typed, out.err)
		case q.suggested(a) == "":
			err = misused("--%s is missing: %s", q.flag, q.words)
		default:
			err = q.take(a, q.suggested(a))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// put asks until there is an answer that can be taken. An empty one takes what
// the question suggests.
func (q *question) put(a *answers, typed *bufio.Scanner, w io.Writer) error {
	for {
		suggested := q.suggested(a)
		if suggested == "" {
			fmt.Fprintf(w, "%s: ", q.words)
		} else {
			fmt.Fprintf(w, "%s [%s]: ", q.words, suggested)
		}
		if !typed.Scan() {
			fmt.Fprintln(w)
			if err := typed.Err(); err != nil {
				return fmt.Errorf("read the answer: %w", err)
			}
			return misused("there is no answer to %q; it can be given as --%s", q.words, q.flag)
		}
		answer := strings.TrimSpace(typed.Text())
		if answer == "" {
			answer = suggested
		}
		err := q.take(a, answer)
		if err == nil {
			return nil
		}
		fmt.Fprintf(w, "  %v\n", err)
	}
}

// terminal reports whether somebody can be asked there.
func terminal(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

// create writes the files below a folder that is not there yet.
func create(folder string, files []scaffoldFile) (written []string, err error) {
	if err := os.MkdirAll(filepath.Dir(folder), 0o755); err != nil {
		return nil, err
	}
	if err := os.Mkdir(folder, 0o755); err != nil { // another one may have been faster
		return nil, err
	}
	for _, file := range files {
		name := filepath.Join(folder, filepath.FromSlash(file.path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(name, file.content, 0o644); err != nil { //nolint:gosec // it is source
			return nil, err
		}
		written = append(written, name)
	}
	return written, nil
}
