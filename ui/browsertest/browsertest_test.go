package browsertest_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/reglament/reglament/ui/browsertest"
)

func TestBrowserShowsAPageAndClicks(t *testing.T) {
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte(`<button onclick="document.title='нажата'">Кнопка</button>`))
	}))
	defer page.Close()
	tab := browsertest.New(t)
	if err := chromedp.Do(tab, chromedp.Navigate(page.URL), chromedp.Click("button")); err != nil {
		t.Fatal(err)
	}
	title, err := chromedp.Run(tab, chromedp.Title())
	if err != nil {
		t.Fatal(err)
	}
	if title != "нажата" {
		t.Errorf("the title is %q", title)
	}
}
