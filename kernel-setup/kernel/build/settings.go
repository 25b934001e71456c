package build

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// settings are what a build depends on beside the program and its packages.
type settings struct {
	flags        []string // of %goflags
	gcflags      []string // for the compiler, of main
	ldflags      []string // for the linker
	tags         []string
	tool         string // the folder with the compiler and the linker
	root, goos   string // GOROOT, GOOS
	modcache, cc string
	own          listed // the cell's own package
	digest       string
	err          error // why there can be no plan
}

// goEnv are the variables of `go env` that count.
var goEnv = []string{"GOFLAGS", "GOROOT", "GOTOOLDIR", "GOOS", "GOMODCACHE", "CC"}

// settings reads the flags. It fails if one is not known here.
func (b *Builder) settings(ctx context.Context, flags []string) (*settings, error) {
	digest := sha256.New()
	fmt.Fprintf(digest, "%q\n", flags)
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, "GO") || strings.HasPrefix(name, "CGO") || name == "PATH" || name == "CC" || name == "HOME" || name == "XDG_CONFIG_HOME" {
			fmt.Fprintf(digest, "%q\n", variable)
		}
	}
	hashFiles(digest, append(envFiles(), files(b.Dir, "go.mod", "go.sum", "go.work", "go.work.sum")...)...)
	sum := string(digest.Sum(nil))
	b.mu.Lock()
	last := b.asked
	b.mu.Unlock()
	if last != nil && last.digest == sum {
		return last, last.err
	}

	type answer struct {
		own []listed
		err error
	}
	listing := make(chan answer, 1)
	go func() {
		own, err := b.list(ctx, flags, "-find", ".")
		listing <- answer{own, err}
	}()
	said, err := b.Go(ctx, append([]string{"env", "-json"}, goEnv...)...)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, said)
	}
	env := map[string]string{}
	if err := json.Unmarshal(said, &env); err != nil {
		return nil, err
	}
	s := &settings{flags: flags, tool: env["GOTOOLDIR"], root: env["GOROOT"], goos: env["GOOS"], modcache: env["GOMODCACHE"], digest: sum}
	s.cc, _, _ = strings.Cut(env["CC"], " ")
	found := <-listing
	if found.err != nil {
		return nil, found.err
	}
	if s.err = s.read(append(strings.Fields(env["GOFLAGS"]), flags...)); len(found.own) != 1 || found.own[0].Module == nil {
		s.err = errNoPlan
	} else {
		s.own = found.own[0]
	}
	b.mu.Lock()
	b.asked = s
	b.mu.Unlock()
	return s, s.err
}

// read takes the flags apart. A later one of a name replaces an earlier one, as for `go build`.
func (s *settings) read(flags []string) error {
	for i := 0; i < len(flags); i++ {
		name, value, found := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(flags[i], "-"), "-"), "=")
		if !found {
			if i++; i == len(flags) {
				return errNoPlan
			}
			value = flags[i]
		}
		var into *[]string
		switch name {
		case "tags":
			s.tags = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
			continue
		case "gcflags":
			into = &s.gcflags
		case "ldflags":
			into = &s.ldflags
		default:
			return errNoPlan
		}
		pattern, rest, isPattern := strings.Cut(value, "=")
		switch {
		case value == "" || strings.HasPrefix(value, "-"): // for the packages named, which is main
		case isPattern && pattern == "all":
			value = rest
		default:
			return errNoPlan
		}
		if strings.ContainsAny(value, `"'\`) {
			return errNoPlan
		}
		*into = strings.Fields(value)
	}
	return nil
}

// mayLeaveOut reports whether the tags that leave something out may be added: nobody has asked for them, and they are ours to add.
func (s *settings) mayLeaveOut() bool {
	return !slices.Contains(s.tags, "minimal") && !slices.Contains(s.tags, "lean")
}

// envFiles are the files in which `go env -w` keeps settings.
func envFiles() []string {
	name := os.Getenv("GOENV")
	if name == "" {
		folder, err := os.UserConfigDir()
		if err != nil {
			return nil
		}
		name = filepath.Join(folder, "go", "env")
	}
	return []string{name}
}

func files(folder string, names ...string) (paths []string) {
	for _, name := range names {
		paths = append(paths, filepath.Join(folder, name))
	}
	return paths
}

// hashFiles adds the contents of files, which are small, to a digest.
func hashFiles(digest io.Writer, names ...string) {
	for _, name := range names {
		content, err := os.ReadFile(name)
		fmt.Fprintf(digest, "%q %q %v\n", name, content, err != nil)
	}
}
