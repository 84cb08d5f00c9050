package meter

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strconv"
	"strings"
	"testing"
)

// TestVersionIsRaisedWithWhatIsWritten: metered modules are kept on disk, and found
// again by the version.
func TestVersionIsRaisedWithWhatIsWritten(t *testing.T) {
	t.Parallel()
	h := sha256.New()
	for seed := range uint64(300) {
		metered, info, err := Inject(generate(seed, false).module, Options{Fuel: 1000})
		if err != nil {
			t.Fatal(err)
		}
		h.Write(metered)
		h.Write([]byte(strings.Join(info.State, " ") + strconv.FormatBool(info.Lasting) + strconv.FormatBool(info.Start)))
	}
	const file = "testdata/version.txt"
	want, err := os.ReadFile(file)
	if got := strconv.Itoa(Version) + " " + hex.EncodeToString(h.Sum(nil)) + "\n"; err != nil || got != string(want) {
		t.Errorf("metering writes something else than %s says (%v): raise Version, and write there\n%s", file, err, got)
	}
}
