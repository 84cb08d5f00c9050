package host

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"testing"
)

var updateAPI = flag.Bool("update-api", false, "write the API's description for the front end")

// clientAPI is the description that the front end's types are made from.
const clientAPI = "../../ui/src/lib/api/openapi.json"

func TestFrontEndKnowsTheAPIThatIsServed(t *testing.T) {
	t.Parallel()
	s := startServer(t, nil)
	status, body := s.get(t, "/openapi.json", "application/json")
	if status != http.StatusOK {
		t.Fatalf("/openapi.json answers %d", status)
	}
	var served map[string]any
	if err := json.Unmarshal([]byte(body), &served); err != nil {
		t.Fatal(err)
	}
	served["info"].(map[string]any)["version"] = "" // the program's
	got, err := json.MarshalIndent(served, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	if *updateAPI {
		if err := os.WriteFile(clientAPI, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(clientAPI)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what the server serves: run make ui", clientAPI)
	}
}
