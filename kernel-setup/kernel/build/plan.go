package build

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/downhill-go/downhill/kernel-setup/kernel/process"
)

// What programs are built without, as tags: gonum/plot's PDF, EPS, TeX and raster formats, which are half of the time to link a cell that plots; then also what
// package show brings for live figures and exercises, and package descent for gonum's methods, which the linker reads even if nobody calls it.
const (
	minimal = "minimal"
	lean    = "minimal,lean"
)

// A plan is how programs are built that import only packages it has: one call of the compiler and one of the linker.
type plan struct {
	settings *settings
	without  string // the tags that leave out what its programs do not use: minimal, lean, or none
	paths    []string
	packages map[string]listed
	refused  bool     // there is no such plan: another variant, or go build
	folder   string   // where the plan's files are
	modules  string   // what the linker was last told of the program's modules
	watched  []string // folders of packages, and files of modules, that are not in the module cache and may change
	inputs   string   // what they were like
}

// listed is what `go list -json` tells of a package.
type listed struct {
	ImportPath, Export, Dir, DefaultGODEBUG  string
	Standard                                 bool
	Imports, EmbedFiles, CgoFiles, SwigFiles []string
	SysoFiles                                []string
	Module                                   *module
}

type module struct {
	Path, Version, Sum, Dir, GoMod, GoVersion string
	Main                                      bool
	Replace                                   *module
}

// newPlan asks the go command where the packages are. Those that have not been compiled yet are compiled.
func (b *Builder) newPlan(ctx context.Context, asked *settings, paths []string, without string) (*plan, error) {
	made := &plan{settings: asked, without: without, paths: paths, packages: map[string]listed{}}
	flags := slices.Clone(asked.flags)
	if without != "" {
		flags = append(flags, "-tags="+strings.Join(append(slices.Clone(asked.tags), without), ","))
	}
	var packages []listed
	for try := 0; ; try++ {
		began := time.Now()
		var err error
		if packages, err = b.list(ctx, flags, slices.Concat([]string{"-export", "-deps", "runtime"}, paths)...); err != nil {
			return nil, err
		}
		made.watch(packages, asked)
		var newest time.Time
		if made.inputs, newest = made.look(); newest.Before(began) || try > 0 {
			break
		}
		// A file was saved while the go command was at work, which may have read it before. (Or its time is in the future; once more is enough.)
	}
	made.refused = without != "" && !allOurs(packages) || slices.ContainsFunc(packages, needsC)
	if !made.refused {
		sum := sha256.Sum256([]byte(fmt.Sprint(asked.digest, paths, without)))
		made.folder = filepath.Join(b.Dir, "plan", hex.EncodeToString(sum[:8]))
		if err := made.write(packages); err != nil {
			return nil, err
		}
	}
	b.keep(made)
	return made, nil
}

// covers reports whether the plan says how a program is built that imports these packages; a refusal says so of those it was made for.
func (p *plan) covers(paths []string) bool {
	if p.refused {
		return slices.Equal(p.paths, paths)
	}
	return !slices.ContainsFunc(paths, func(path string) bool { return p.packages[path].Export == "" })
}

// needsC reports whether a package is linked with more than Go's own linker.
func needsC(p listed) bool {
	return !p.Standard && len(p.CgoFiles)+len(p.SwigFiles)+len(p.SysoFiles) > 0
}

// list runs `go list -json`.
func (b *Builder) list(ctx context.Context, flags []string, args ...string) (all []listed, err error) {
	const fields = "-json=ImportPath,Export,Dir,Standard,Module,Imports,EmbedFiles,CgoFiles,SwigFiles,SysoFiles,DefaultGODEBUG"
	said, err := b.Go(ctx, slices.Concat([]string{"list", fields}, flags, args)...)
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, said)
	}
	// Downloads are told before the answer.
	decoder := json.NewDecoder(bytes.NewReader(said[max(0, bytes.IndexByte(said, '{')):]))
	for {
		var one listed
		if err := decoder.Decode(&one); err == io.EOF {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
}

// write writes where the packages are, for the compiler.
func (p *plan) write(packages []listed) error {
	var config strings.Builder
	for _, pkg := range packages {
		p.packages[pkg.ImportPath] = pkg
		if pkg.Export != "" {
			fmt.Fprintf(&config, "packagefile %s=%s\n", pkg.ImportPath, pkg.Export)
		}
	}
	if err := os.MkdirAll(p.folder, 0o700); err != nil {
		return err
	}
	return os.WriteFile(p.file("importcfg"), []byte(config.String()), 0o600)
}

func (p *plan) file(name string) string { return filepath.Join(p.folder, name) }

// link writes what the linker reads: the packages, and what runtime/debug.ReadBuildInfo is to find in the program.
func (p *plan) link(paths []string) error {
	modules := p.modinfo(paths)
	if modules == p.modules {
		return nil
	}
	config, err := os.ReadFile(p.file("importcfg"))
	if err != nil {
		return err
	}
	err = os.WriteFile(p.file("importcfg.link"), fmt.Appendf(config, "packagefile main=%s\n%s", p.file("main.a"), modules), 0o600)
	if err == nil {
		p.modules = modules
	}
	return err
}

// modinfo are the modules of the packages that a program with these imports holds, between the marks that ReadBuildInfo looks for.
func (p *plan) modinfo(paths []string) string {
	own := p.settings.own
	reached, seen := map[string]bool{}, map[string]bool{own.Module.Path: true}
	var lines []string
	var reach func(path string)
	reach = func(path string) {
		pkg, known := p.packages[path]
		if reached[path] || !known {
			return
		}
		reached[path] = true
		if pkg.Module != nil && !seen[pkg.Module.Path] {
			seen[pkg.Module.Path] = true
			version := pkg.Module.Version
			if version == "" {
				version = "(devel)"
			}
			lines = append(lines, fmt.Sprintf("dep\t%s\t%s\t%s\n", pkg.Module.Path, version, pkg.Module.Sum))
		}
		if !pkg.Standard {
			for _, path := range pkg.Imports {
				reach(path)
			}
		}
	}
	for _, path := range paths {
		reach(path)
	}
	slices.Sort(lines)
	begin, _ := hex.DecodeString("3077af0c9274080241e1c107e6d618e6")
	end, _ := hex.DecodeString("f932433186182072008242104116d8f2")
	info := fmt.Sprintf("path\t%s\nmod\t%s\t(devel)\t\n%s", own.ImportPath, own.Module.Path, strings.Join(lines, ""))
	return fmt.Sprintf("modinfo %q\n", string(begin)+info+string(end))
}

// watch notes what of the packages may change.
func (p *plan) watch(packages []listed, asked *settings) {
	p.watched = nil
	for _, pkg := range packages {
		if pkg.Standard || pkg.Module == nil || strings.HasPrefix(pkg.Dir, asked.modcache+string(filepath.Separator)) {
			continue
		}
		p.watched = append(p.watched, pkg.Dir, pkg.Module.GoMod, filepath.Join(filepath.Dir(pkg.Module.GoMod), "go.sum"))
		for _, name := range pkg.EmbedFiles {
			p.watched = append(p.watched, filepath.Join(pkg.Dir, name))
		}
	}
	slices.Sort(p.watched)
	p.watched = slices.Compact(p.watched)
}

// look is a digest of what is watched, files by size and time of change, folders by their files, and the newest of these times.
func (p *plan) look() (digest string, newest time.Time) {
	hash := sha256.New()
	note := func(name string, info os.FileInfo, err error) {
		if err != nil {
			fmt.Fprintf(hash, "%q is not there\n", name)
			return
		}
		fmt.Fprintf(hash, "%q %d %d %v\n", name, info.Size(), info.ModTime().UnixNano(), info.Mode())
		if info.ModTime().After(newest) {
			newest = info.ModTime()
		}
	}
	for _, name := range p.watched {
		info, err := os.Stat(name)
		note(name, info, err)
		if err != nil || !info.IsDir() {
			continue
		}
		entries, _ := os.ReadDir(name)
		for _, entry := range entries {
			if !entry.IsDir() {
				info, err := os.Stat(filepath.Join(name, entry.Name()))
				note(entry.Name(), info, err)
			}
		}
	}
	return string(hash.Sum(nil)), newest
}

// isBroken reports whether a failure may be the plan's, and not the program's: a file of the build cache that is gone, for instance.
func (p *plan) isBroken(said []byte) bool {
	for _, mark := range []string{"could not import", "internal compiler error", "fingerprint mismatch"} {
		if bytes.Contains(said, []byte(mark)) {
			return true
		}
	}
	for _, pkg := range p.packages {
		if pkg.Export != "" {
			if _, err := os.Stat(pkg.Export); err != nil {
				return true
			}
		}
	}
	_, err := os.Stat(p.file("importcfg"))
	return err != nil
}

// build compiles main.go and, if the program is to have a name, links it.
func (p *plan) build(ctx context.Context, dir, binary string, needs needs) ([]byte, error) {
	s, object := p.settings, p.file("main.a")
	sources := []string{"./main.go"}
	if len(needs.formats) > 0 {
		formats := "package main\n"
		for _, path := range needs.formats {
			formats += fmt.Sprintf("import _ %q\n", path)
		}
		sources = append(sources, p.file("formats.go"))
		if err := os.WriteFile(p.file("formats.go"), []byte(formats), 0o600); err != nil {
			return nil, err
		}
	}
	compile := []string{"-o", object, "-p", "main", "-lang=go" + languageOf(s.own.Module.GoVersion), "-complete", fmt.Sprintf("-c=%d", min(4, runtime.GOMAXPROCS(0)))}
	mode := "exe"
	if s.goos == "darwin" || s.goos == "windows" {
		mode = "pie"
		compile = append(compile, "-shared")
	}
	compile = slices.Concat(compile, s.gcflags, []string{"-nolocalimports", "-importcfg", p.file("importcfg"), "-pack"}, sources)
	link := []string{"-o", binary, "-importcfg", p.file("importcfg.link"), "-buildmode=" + mode}
	if s.own.DefaultGODEBUG != "" {
		link = append(link, "-X=runtime.godebugDefault="+s.own.DefaultGODEBUG)
	}
	link = slices.Concat(link, s.ldflags, []string{"-extld=" + s.cc, object})
	calls := [][]string{append([]string{"compile"}, compile...)}
	if binary != "" {
		if err := p.link(slices.Concat(needs.imports, needs.formats)); err != nil {
			return nil, err
		}
		calls = append(calls, append([]string{"link"}, link...))
	}
	for _, call := range calls {
		cmd := (&Builder{Dir: dir}).command(filepath.Join(s.tool, call[0]), call[1:]...)
		// Both are done before a garbage collection would pay; the limit is for cells that are no such cells.
		cmd.Env = append(cmd.Env, "GOROOT="+s.root, "GOGC=off", "GOMEMLIMIT=1GiB", "PWD="+dir)
		if said, err := process.Output(ctx, cmd); err != nil {
			return said, err
		}
	}
	return nil, nil
}

// languageOf is the version of the language, 1.26, in a version of Go, 1.26.3.
func languageOf(version string) string {
	parts := strings.SplitN(version, ".", 3)
	return strings.Join(parts[:min(2, len(parts))], ".")
}
