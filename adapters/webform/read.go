package webform

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Names of the form's own controls. A field's id never starts with "_".
const (
	inputForm    = "_form"     // the nonce
	inputProof   = "_altcha"   // the proof of work
	inputAnswer  = "_answer"   // the answer to the question that stands in for it
	inputPass    = "_pass"     // it was passed before
	inputTick    = "_robot"    // the box that is ticked; proves nothing
	inputTrap    = "_homepage" // people do not see it, programs fill it in
	inputKept    = "_kept"     // files that were uploaded before
	inputConfirm = "_confirmed."
)

// A submission is what was posted, as far as it was read.
type submission struct {
	values map[string][]string
	files  []upload
	// skipped are the names of files that were not taken in.
	skipped []string
	spool   spool
}

func (sub *submission) get(name string) string {
	for _, v := range sub.values[name] {
		if v != "" {
			return v
		}
	}
	return ""
}

// names are those of the files that were chosen, stored ones left out.
func (sub *submission) names() []string {
	var names []string
	for i := range sub.files {
		names = append(names, sub.files[i].Name)
	}
	return append(names, sub.skipped...)
}

// tooLarge is what is too large of a submission: the key of a word, and the
// name of the file if it is one.
type tooLarge struct{ word, name string }

func (e *tooLarge) Error() string { return "too large: " + e.word }

var (
	errUnreadable = errors.New("the form cannot be read")
	errBusy       = errors.New("too many uploads at once")
)

// maxParts bounds the parts of a form, most of which are fields.
const maxParts = 1000

// patience is how long a body may take to arrive.
const patience = 15 * time.Minute

// read takes a posted form in. Without files it stops at the first of them; all
// that a form says itself stands before. After an error the submission holds what
// came before it. The caller closes its spool.
func (s *site) read(w http.ResponseWriter, r *http.Request, files bool) (*submission, error) {
	sub := &submission{values: map[string][]string{}, spool: spool{dir: s.TempDir}}
	// Servers that cannot do it have no slow bodies to fear.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(patience))
	most := s.Limits.Text + s.Limits.Total + 1<<20 // and what multipart itself needs
	announced := r.ContentLength > most
	r.Body = http.MaxBytesReader(w, r.Body, most)
	switch kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); kind {
	case "multipart/form-data":
		err := s.readParts(sub, r, files && !announced)
		if err == nil && announced {
			err = &tooLarge{word: "files_large"}
		}
		return sub, bodyError(err)
	case "application/x-www-form-urlencoded":
		return sub, bodyError(s.readPlain(sub, r))
	}
	return sub, errUnreadable
}

// bodyError gives reading errors their meaning.
func bodyError(err error) error {
	var bytes *http.MaxBytesError
	var known *tooLarge
	switch {
	case err == nil || errors.As(err, &known) || errors.Is(err, errBusy) || errors.Is(err, errSpool):
		return err
	case errors.As(err, &bytes):
		return &tooLarge{word: "files_large"}
	}
	return errors.Join(errUnreadable, err)
}

func (s *site) readPlain(sub *submission, r *http.Request) error {
	r.Body = http.MaxBytesReader(nil, r.Body, s.Limits.Text)
	var bytes *http.MaxBytesError
	if err := r.ParseForm(); errors.As(err, &bytes) {
		return &tooLarge{word: "text_large"}
	} else if err != nil {
		return err
	}
	for name, values := range r.PostForm {
		for _, v := range values {
			sub.values[name] = append(sub.values[name], cleanText(v))
		}
	}
	return nil
}

func (s *site) readParts(sub *submission, r *http.Request, files bool) error {
	parts, err := r.MultipartReader()
	if err != nil {
		return err
	}
	text, holds := s.Limits.Text, false
	defer func() {
		if holds {
			<-s.uploads
		}
	}()
	for range maxParts {
		part, err := parts.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		name, isFile := fileName(part)
		switch {
		case !isFile:
			if text, err = readText(sub, part, text); err != nil {
				return err
			}
			continue
		case name == "":
			continue // a control in which nothing was chosen
		case files && !holds:
			holds = s.takeUpload()
		}
		if !holds {
			sub.skipped = append(sub.skipped, cleanName(name))
			if files {
				return errBusy
			}
			return nil
		}
		if err := s.readFile(sub, part, cleanName(name)); err != nil {
			return err
		}
	}
	return errUnreadable
}

func (s *site) takeUpload() bool {
	select {
	case s.uploads <- struct{}{}:
		return true
	default:
		return false
	}
}

// readText reads a part that is no file and returns how much more text may
// follow.
func readText(sub *submission, part *multipart.Part, left int64) (int64, error) {
	raw, err := io.ReadAll(io.LimitReader(part, left+1))
	if err != nil {
		return 0, err
	}
	name := part.FormName()
	left -= int64(len(raw) + len(name))
	if left < 0 {
		return 0, &tooLarge{word: "text_large"}
	}
	sub.values[name] = append(sub.values[name], cleanText(string(raw)))
	return left, nil
}

func (s *site) readFile(sub *submission, part *multipart.Part, name string) error {
	f := upload{Field: part.FormName(), Name: name, Type: mediaType(part.Header.Get("Content-Type"))}
	if len(sub.files) == s.Limits.Files {
		sub.skipped = append(sub.skipped, f.Name)
		return &tooLarge{word: "files_many"}
	}
	var more bool
	var err error
	left := s.Limits.Total - sub.spool.end
	f.part, more, err = sub.spool.add(part, min(s.Limits.File, left))
	switch {
	case more && left < s.Limits.File:
		sub.skipped = append(sub.skipped, f.Name)
		return &tooLarge{word: "files_large"}
	case more:
		sub.skipped = append(sub.skipped, f.Name)
		return &tooLarge{word: "file_large", name: f.Name}
	case err != nil:
		return err
	}
	f.Size = f.part.size
	sub.files = append(sub.files, f)
	return nil
}

// fileName returns the name that a part gives its file; isFile tells a file
// control in which nothing was chosen from a text.
func fileName(part *multipart.Part) (name string, isFile bool) {
	_, params, err := mime.ParseMediaType(part.Header.Get("Content-Disposition"))
	if err != nil {
		return "", false
	}
	name, isFile = params["filename"]
	return name, isFile
}

// cleanText mends what forms do to texts: line ends are CR LF there.
func cleanText(s string) string {
	return strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n"))
}

// maxName bounds a file's name, in characters.
const maxName = 150

// cleanName makes a file's name one that can be shown and stored: without the
// folders that some browsers send, without control characters and those that
// turn the direction of writing and so hide an extension.
func cleanName(name string) string {
	name = strings.ToValidUTF8(name, "\uFFFD")
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(c rune) rune {
		if unicode.IsControl(c) || unicode.Is(unicode.Cf, c) {
			return -1
		}
		return c
	}, name)
	name = strings.TrimSpace(name)
	if name == "" || name == "." || name == "/" || name == ".." {
		return "file"
	}
	if over := utf8.RuneCountInString(name) - maxName; over > 0 {
		ext := path.Ext(name)
		if utf8.RuneCountInString(ext) > 10 {
			ext = ""
		}
		runes := []rune(strings.TrimSuffix(name, ext))
		name = string(runes[:len(runes)-over]) + ext
	}
	return name
}

// mediaType is what the browser says that a file is; nobody relies on it.
func mediaType(s string) string {
	kind, _, err := mime.ParseMediaType(s)
	if err != nil || len(kind) > 100 {
		return "application/octet-stream"
	}
	return kind
}
