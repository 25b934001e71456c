package packages

import "testing"

func TestGosOwnPackagesAreFoundByWhatACellWantsOfThem(t *testing.T) {
	index, err := List(".", "std")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name      string
		selectors []string
		path      string
	}{
		{"fmt", []string{"Println"}, "fmt"},
		{"fmt", []string{"Printn"}, "fmt"}, // The compiler says that it lacks it.
		{"rand", []string{"Int"}, "math/rand/v2"},
		{"rand", []string{"IntN", "Float64"}, "math/rand/v2"},
		{"rand", []string{"Seed"}, "math/rand"},
		{"rand", []string{"Read"}, "crypto/rand"},
		{"pprof", []string{"StartCPUProfile"}, "runtime/pprof"},
		{"pprof", []string{"Index"}, "net/http/pprof"},
		{"filepath", []string{"Join"}, "path/filepath"},
		{"exec", []string{"Command"}, "os/exec"},
		{"abi", []string{"Type"}, ""},
		{"nosuch", []string{"Thing"}, ""},
	} {
		if path := index.Find(test.name, test.selectors); path != test.path {
			t.Errorf("%s.%v is found in %q, not in %q", test.name, test.selectors, path, test.path)
		}
	}
	if name, exports, ok := index.Package("math/rand/v2"); name != "rand" || !ok || !exports("IntN") || exports("Seed") {
		t.Errorf("math/rand/v2 is called %q, %v", name, ok)
	}
}
