package rules

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTemplatesFillTheirPlaces(t *testing.T) {
	t.Parallel()
	values := map[string]string{"a": "A", "b": "", "c": "{a} {{", "field.x": "X"}
	for in, want := range map[string]string{
		"": "", "plain": "plain", "{a}{a}": "AA", "-{field.x}-": "-X-", "{b}": "", "{missing}": "",
		"{#a}yes {a}{/a}": "yes A", "{#b}yes{/b}": "", "{^b}no{/b}": "no", "{^a}no{/a}": "",
		"{#a}{^b}{a}{/b}{/a}": "A", "{{a}}": "{a}", "{{{a}}}": "{A}", "{c}": "{a} {{", "{#a}{#a}x{/a}{/a}": "x",
	} {
		tpl, err := parseTemplate(in)
		if err != nil {
			t.Errorf("%q: %v", in, err)
		}
		if got := tpl.render(func(name string) string { return values[name] }); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestBrokenTemplatesAreRefused(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"{": "not closed", "a {b": "not closed", "}": "stands alone", "a } b": "stands alone", "{}": "names nothing", "{ a }": "names nothing",
		"{#a}": "{/a} is missing", "{^a}x": "{/a} is missing", "{/a}": "closes nothing", "{#a}{/b}{/a}": "closes nothing", "{#a}{#b}{/a}{/b}": "closes nothing",
	} {
		if _, err := parseTemplate(in); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want an error with %q", in, err, want)
		}
	}
}

// A value is never read as a template, and any text can be said literally.
func TestAnyTextSurvivesATemplate(t *testing.T) {
	t.Parallel()
	text := rapid.OneOf(rapid.StringMatching(`[{}#/^a ]{0,20}`), rapid.String())
	double := strings.NewReplacer("{", "{{", "}", "}}")
	rapid.Check(t, func(t *rapid.T) {
		literal, value := text.Draw(t, "literal"), text.Draw(t, "value")
		tpl, err := parseTemplate(double.Replace(literal) + "{v}{#v}[{v}]{/v}")
		if err != nil {
			t.Fatal(err)
		}
		want := literal + value
		if value != "" {
			want += "[" + value + "]"
		}
		if got := tpl.render(func(string) string { return value }); got != want {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

func FuzzParseTemplate(f *testing.F) {
	for _, s := range []string{"{a}", "{#a}{b}{/a}", "{{}}", "{^a}", "{#a}{#a}{/a}", "}{"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		tpl, err := parseTemplate(s)
		if err != nil {
			return
		}
		for _, name := range tpl.names(nil) {
			if name == "" || !strings.Contains(s, name) {
				t.Fatalf("%q names %q", s, name)
			}
		}
		if a, b := tpl.render(func(string) string { return "x" }), tpl.render(func(string) string { return "x" }); a != b {
			t.Fatalf("%q gives %q and %q", s, a, b)
		}
	})
}

func TestLanguageIsGuessedFromTheLetters(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Сәлеметсіз бе, кабинетке кіре алмай жатырмын": Kazakh, "Здравствуйте, не могу войти в кабинет": Russian,
		"Hello, I cannot sign in to my account since yesterday": English, "": "", "Привет": "", "Hi there": "",
		"Прошу помочь Әлие Сериковне с ноутбуком, он не включается уже второй день подряд": Russian,
	} {
		if got := guessLanguage(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestTextsFallBackInTheirOrder(t *testing.T) {
	t.Parallel()
	all := Text{Russian: "ру", Kazakh: "қа", English: "en"}
	for _, c := range []struct {
		text Text
		lang string
		want string
	}{
		{all, Kazakh, "қа"}, {Text{"": "document"}, Kazakh, "document"}, {Text{Russian: "ру", "": "document"}, Kazakh, "document"},
		{Text{Russian: "ру", English: "en"}, Kazakh, "en"}, {Text{Kazakh: "қа"}, Russian, "қа"}, {nil, Russian, ""},
	} {
		if got := c.text.In(c.lang, English); got != c.want {
			t.Errorf("%v in %s: got %q, want %q", c.text, c.lang, got, c.want)
		}
	}
}
