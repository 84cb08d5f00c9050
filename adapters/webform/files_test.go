package webform_test

import (
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/reglament/reglament/adapters/webform"
	"github.com/reglament/reglament/engine"
)

// attachments are the names of the files that came with a request.
func (r *rig) attachments(ticket engine.Ticket) []string {
	r.t.Helper()
	list, err := r.store.Attachments(r.t.Context(), ticket.Tenant, ticket.ID)
	if err != nil {
		r.t.Fatal(err)
	}
	var names []string
	for _, a := range list {
		names = append(names, a.Name)
	}
	slices.Sort(names)
	return names
}

func small(c *webform.Config) {
	c.Limits.File, c.Limits.Total, c.Limits.Files, c.Limits.Text = 100, 150, 3, 10_000
}

func TestTwoFilesOfOneNameBothArrive(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.open(prots, "ru").filled().answer().attach("files", file{"screen.png", "first"}, file{"screen.png", "second"}).send().sent(r)
	if got := r.attachments(r.only(prots)); !slices.Equal(got, []string{"screen.png", "screen.png"}) {
		t.Errorf("got the files %q, want both", got)
	}
	if n := r.stored(prots); n != 2 {
		t.Errorf("got %d blobs, want 2", n)
	}
}

func TestNamesOfFilesAreCleaned(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		`C:\Users\a\photo.jpg`: "photo.jpg", "../../etc/passwd": "passwd", "a\u202egpj.exe": "agpj.exe", "..": "file",
		strings.Repeat("ы", 200) + ".txt": strings.Repeat("ы", 146) + ".txt",
	} {
		r := newRig(t)
		r.open(prots, "ru").filled().answer().attach("files", file{name, "x"}).send().sent(r)
		if got := r.attachments(r.only(prots)); !slices.Equal(got, []string{want}) {
			t.Errorf("%q became %q, want %q", name, got, want)
		}
	}
}

func TestTooLargeFilesAreRefusedAndNothingIsStored(t *testing.T) {
	t.Parallel()
	large := strings.Repeat("x", 101)
	half := strings.Repeat("x", 90)
	for _, c := range []struct {
		name  string
		files []file
		want  string
	}{
		{"one", []file{{"a.txt", "a"}, {"big.bin", large}}, "Файл «big.bin» больше 100 байт."},
		{"together", []file{{"a.txt", half}, {"b.txt", half}}, "Все файлы вместе больше 150 байт."},
		{"many", []file{{"a", "a"}, {"b", "b"}, {"c", "c"}, {"d", "d"}}, "Файлов больше 3."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, small)
			page := r.open(prots, "ru").filled().answer().attach("files", c.files...).send().want(http.StatusRequestEntityTooLarge)
			page.says(c.want, "выбранные сейчас файлы не сохранены", "выберите их снова")
			if n := r.stored(prots); n != 0 {
				t.Errorf("got %d blobs, want none", n)
			}
			if got := page.form(r).value("description"); got != "Не включается ноутбук" {
				t.Errorf("the description is %q", got)
			}
			r.none(prots)
			page.form(r).answer().send().sent(r)
		})
	}
}

func TestHugeBodyIsRefusedBeforeItIsRead(t *testing.T) {
	t.Parallel()
	temp := t.TempDir()
	r := newRig(t, small, func(c *webform.Config) { c.TempDir = temp })
	form := r.open(prots, "ru").filled().answer().attach("files", file{"big.iso", strings.Repeat("x", 2<<20)})
	page := form.send().want(http.StatusRequestEntityTooLarge)
	page.says("Файлы не сохранились, выберите их снова: big.iso")
	if got := page.form(r).value("phone"); got != "87051006343" {
		t.Errorf("the phone is %q", got)
	}
	left, err := os.ReadDir(temp)
	if err != nil || len(left) != 0 {
		t.Errorf("got %d temporary files, want none (%v)", len(left), err)
	}
	r.none(prots)
}

func TestTooMuchTextIsRefused(t *testing.T) {
	t.Parallel()
	r := newRig(t, small)
	form := r.open(prots, "ru").filled().answer().fill("description", strings.Repeat("много ", 2000))
	form.send().want(http.StatusRequestEntityTooLarge).says("Текста слишком много. Приложите его файлом.")
	form.sendPlain().want(http.StatusRequestEntityTooLarge).says("Текста слишком много. Приложите его файлом.")
	r.none(prots)
}

func TestFilesNeedNotBeChosenAgain(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.knows()
	form := r.open(prots, "ru").filled().fill("company_name", "АО «Банк»", "email", "erlan@gmail.com").answer()
	page := form.attach("files", file{"a.txt", "one"}, file{"b.txt", "two"}).send().want(http.StatusUnprocessableEntity)
	page.says("Уже загружено.", "a.txt", "b.txt")
	again := page.form(r).fill("email", "erlan@bank.kz").attach("files", file{"c.txt", "three"})
	again.find("_kept")[1].on = false // b.txt is not wanted after all
	again.send().sent(r)
	if got := r.attachments(r.only(prots)); !slices.Equal(got, []string{"a.txt", "c.txt"}) {
		t.Errorf("got the files %q, want a.txt and c.txt", got)
	}
}

func TestKeptFilesAreTheSendersOwn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	form := r.open(prots, "ru").filled().answer()
	form.controls = append(form.controls, &control{name: "_kept", kind: "hidden", value: "eyJmIjoiZmlsZXMifQ.forged", on: true})
	form.send().sent(r)
	if got := r.attachments(r.only(prots)); len(got) != 0 {
		t.Errorf("got the files %q, want none", got)
	}
}

func TestFilesOfAnExpiredFormAreNamed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.knows()
	form := r.open(prots, "ru").filled().fill("company_name", "АО «Банк»", "email", "erlan@gmail.com").answer()
	page := form.attach("files", file{"a.txt", "one"}).send().want(http.StatusUnprocessableEntity)
	r.clock.Advance(3 * time.Hour)
	page.form(r).send().want(http.StatusUnprocessableEntity).says("Файлы не сохранились, выберите их снова: a.txt")
}

func TestFilesComeLastSoThatNothingTypedIsLostBehindThem(t *testing.T) {
	t.Parallel()
	r := newRig(t, small)
	form := r.open(shop, "ru").fill("type", "order", "email", "a@firm.example", "description", "Большой").answer()
	again := r.open(shop, "ru").send().want(http.StatusUnprocessableEntity).form(r)
	for _, names := range [][]string{form.names(), again.names()} {
		if names[len(names)-1] != "photos" {
			t.Errorf("the form asks %q, want photos last", names)
		}
	}
	page := form.attach("photos", file{"big.jpg", strings.Repeat("x", 2<<20)}).send().want(http.StatusRequestEntityTooLarge)
	if got := page.form(r).value("description"); got != "Большой" {
		t.Errorf("the description is %q", got)
	}
}

func TestUploadsAtOnceAreBounded(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *webform.Config) { c.Limits.Uploads = 1 })
	slow := r.slowUpload()
	page := r.open(prots, "ru").filled().answer().attach("files", file{"a.txt", "one"}).send().want(http.StatusServiceUnavailable)
	page.says("Сейчас принимается слишком много файлов.", "Файлы не сохранились, выберите их снова: a.txt")
	if page.header.Get("Retry-After") == "" {
		t.Error("it is not said when to try again")
	}
	slow()
	page.form(r).answer().attach("files", file{"a.txt", "one"}).send().sent(r)
}

func TestDatabaseTroubleLosesNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.breaks("do", errGone)
	form := r.open(prots, "ru").filled().answer().attach("files", file{"a.txt", "one"})
	page := form.send().want(http.StatusServiceUnavailable)
	page.says("Сейчас не получается принять отправленное.", "Номер запроса для поддержки", "a.txt")
	if page.header.Get("Retry-After") == "" {
		t.Error("it is not said when to try again")
	}
	if got := page.form(r).value("description"); got != "Не включается ноутбук" {
		t.Errorf("the description is %q", got)
	}
	r.breaks("do", nil)
	page.form(r).send().sent(r) // neither the check nor the files once more
	if got := r.attachments(r.only(prots)); !slices.Equal(got, []string{"a.txt"}) {
		t.Errorf("got the files %q, want a.txt", got)
	}
}

func TestBrokenRulesAreSaidInTheVisitorsLanguage(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.breaks("rules", errGone)
	page := r.get("/f/prots", "Accept-Language", "kk").want(http.StatusServiceUnavailable)
	page.says("Бірдеңе дұрыс болмады", "Бір минуттан соң қайталап көріңіз.")
	if page.header.Get("Retry-After") == "" {
		t.Error("it is not said when to try again")
	}
}

func TestFullDiskKeepsWhatIsThere(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.breaks("blob b.txt", os.ErrPermission)
	form := r.open(prots, "ru").filled().answer().attach("files", file{"a.txt", "a.txt"}, file{"b.txt", "b.txt"})
	page := form.send().want(http.StatusServiceUnavailable)
	page.says("Файлы не сохранились, выберите их снова: b.txt")
	kept := page.all(func(n *html.Node) bool { return attr(n, "name") == "_kept" })
	if len(kept) != 1 {
		t.Errorf("got %d files that are kept, want a.txt alone", len(kept))
	}
	r.none(prots)
}
