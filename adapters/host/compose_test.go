package host

import (
	"os"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const composeFile = "../../docker-compose.yml"

// composeService is what the test reads of a service.
type composeService struct {
	Image       string
	Build       string
	DependsOn   map[string]struct{ Condition string } `yaml:"depends_on"`
	Environment map[string]string
	Ports       []string
	Volumes     []string
	Healthcheck *struct{ Test []string }
}

// TestComposeFileFitsTheProgram: each variable that it sets is one that the
// program reads, each service and volume that is named is there, and no port is
// open to other machines.
func TestComposeFileFitsTheProgram(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(composeFile)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Services map[string]composeService
		Volumes  map[string]any
	}
	if err := yaml.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	engine, ok := file.Services["reglament"]
	if !ok || engine.Build != "." || len(file.Services) != 3 {
		t.Fatalf("got services %v, want the engine, its database and a mail catcher", file.Services)
	}
	known := configVariables()
	for name, value := range engine.Environment {
		if !known[name] {
			t.Errorf("%s is no variable of the program", name)
		}
		_, rest, isURL := strings.Cut(value, "://")
		if host := hostOf(rest); isURL && host != "localhost" && file.Services[host].Image == "" {
			t.Errorf("%s leads to %s, which is no service", name, host)
		}
	}
	for name, service := range file.Services {
		for needed, on := range service.DependsOn {
			if other, ok := file.Services[needed]; !ok || on.Condition == "service_healthy" && other.Healthcheck == nil {
				t.Errorf("%s waits for %s to be %s, which it cannot become", name, needed, on.Condition)
			}
		}
		for _, port := range service.Ports {
			if !strings.HasPrefix(port, "127.0.0.1:") {
				t.Errorf("%s opens %s to other machines", name, port)
			}
		}
		for _, volume := range service.Volumes {
			from, _, _ := strings.Cut(volume, ":")
			if _, ok := file.Volumes[from]; !ok {
				t.Errorf("%s has a volume %s that is not declared", name, from)
			}
		}
	}
	if exec.Command("docker", "compose", "version").Run() == nil {
		if out, err := exec.Command("docker", "compose", "-f", composeFile, "config", "-q").CombinedOutput(); err != nil {
			t.Errorf("docker compose config: %v\n%s", err, out)
		}
	}
}

// configVariables are the environment variables that the program reads.
func configVariables() map[string]bool {
	known := map[string]bool{}
	config := reflect.TypeFor[Config]()
	for i := range config.NumField() {
		if name := config.Field(i).Tag.Get("env"); name != "" {
			known[name] = true
		}
	}
	return known
}

// hostOf is the host of what stands behind the scheme of a URL.
func hostOf(rest string) string {
	host, _, _ := strings.Cut(rest, "/")
	if _, after, ok := strings.Cut(host, "@"); ok {
		host = after
	}
	host, _, _ = strings.Cut(host, ":")
	return host
}
