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

	"github.com/downhill-go/downhill/kernel-setup/kernel/process"
)

// A plan is how programs with the same imports are built: one call of the compiler and one of the linker.
type plan struct {
	settings *settings
	refused  bool     // there is no such plan: another variant, or go build
	folder   string   // where the plan's files are
	sources  []string // what is compiled beside main.go
	watched  []string // folders of packages, and files of modules, that are not in the module cache and may change
	inputs   string   // what they were like
	exports  []string // the compiled packages
}

// variant is what of gonum/plot is linked. Minimal leaves out its PDF, EPS, TeX and raster formats, which are half of the time to link a cell that plots; formats are
// those that the program names.
type variant struct {
	minimal bool
	formats string
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
func (b *Builder) newPlan(ctx context.Context, asked *settings, imports []string, one variant) (*plan, error) {
	made := &plan{settings: asked}
	flags := slices.Clone(asked.flags)
	if one.minimal {
		flags = append(flags, "-tags="+strings.Join(append(slices.Clone(asked.tags), "minimal"), ","))
	}
	packages, err := b.list(ctx, flags, slices.Concat([]string{"-export", "-deps", "runtime"}, imports, strings.Fields(one.formats))...)
	if err != nil {
		return nil, err
	}
	made.refused = one.minimal && !allOurs(packages) || slices.ContainsFunc(packages, needsC)
	made.watch(packages, asked)
	made.inputs = made.look()
	if made.refused {
		return made, nil
	}
	sum := sha256.Sum256([]byte(fmt.Sprint(asked.digest, imports, one)))
	made.folder = filepath.Join(b.Dir, "plan", hex.EncodeToString(sum[:8]))
	return made, made.write(asked.own, packages, one, imports)
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

// write writes what the compiler and the linker read.
func (p *plan) write(own listed, packages []listed, one variant, imports []string) error {
	var config strings.Builder
	for _, pkg := range packages {
		if pkg.Export != "" {
			fmt.Fprintf(&config, "packagefile %s=%s\n", pkg.ImportPath, pkg.Export)
			p.exports = append(p.exports, pkg.Export)
		}
	}
	if err := os.MkdirAll(p.folder, 0o700); err != nil {
		return err
	}
	var formats strings.Builder
	formats.WriteString("package main\n")
	for _, format := range strings.Fields(one.formats) {
		if !slices.Contains(imports, format) {
			fmt.Fprintf(&formats, "import _ %q\n", format)
		}
	}
	if one.formats != "" {
		p.sources = []string{filepath.Join(p.folder, "formats.go")}
	}
	for name, text := range map[string]string{
		"importcfg":      config.String(),
		"importcfg.link": config.String() + "packagefile main=" + filepath.Join(p.folder, "main.a") + "\n" + modinfo(own, packages),
		"formats.go":     formats.String(),
	} {
		if err := os.WriteFile(filepath.Join(p.folder, name), []byte(text), 0o600); err != nil {
			return err
		}
	}
	return nil
}

// modinfo is what runtime/debug.ReadBuildInfo finds in the program, between the marks that it looks for.
func modinfo(own listed, packages []listed) string {
	var info strings.Builder
	fmt.Fprintf(&info, "path\t%s\nmod\t%s\t(devel)\t\n", own.ImportPath, own.Module.Path)
	seen := map[string]bool{own.Module.Path: true}
	var lines []string
	for _, pkg := range packages {
		if pkg.Module == nil || seen[pkg.Module.Path] {
			continue
		}
		seen[pkg.Module.Path] = true
		version := pkg.Module.Version
		if version == "" {
			version = "(devel)"
		}
		lines = append(lines, fmt.Sprintf("dep\t%s\t%s\t%s\n", pkg.Module.Path, version, pkg.Module.Sum))
	}
	slices.Sort(lines)
	info.WriteString(strings.Join(lines, ""))
	begin, _ := hex.DecodeString("3077af0c9274080241e1c107e6d618e6")
	end, _ := hex.DecodeString("f932433186182072008242104116d8f2")
	return fmt.Sprintf("modinfo %q\n", string(begin)+info.String()+string(end))
}

// watch notes what of the packages may change.
func (p *plan) watch(packages []listed, asked *settings) {
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

// look is a digest of what is watched: files by size and time of change, folders by their files.
func (p *plan) look() string {
	hash := sha256.New()
	note := func(name string, info os.FileInfo, err error) {
		if err != nil {
			fmt.Fprintf(hash, "%q is not there\n", name)
			return
		}
		fmt.Fprintf(hash, "%q %d %d %v\n", name, info.Size(), info.ModTime().UnixNano(), info.Mode())
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
	return string(hash.Sum(nil))
}

// isFresh reports whether the plan still holds: settings and packages are what they were.
func (p *plan) isFresh(asked *settings) bool {
	return p.settings.digest == asked.digest && p.inputs == p.look()
}

// isBroken reports whether a failure may be the plan's, and not the program's: a file of the build cache that is gone, for instance.
func (p *plan) isBroken(said []byte) bool {
	for _, mark := range []string{"could not import", "internal compiler error", "fingerprint mismatch"} {
		if bytes.Contains(said, []byte(mark)) {
			return true
		}
	}
	return slices.ContainsFunc(append(slices.Clone(p.exports), filepath.Join(p.folder, "importcfg.link")), func(name string) bool {
		_, err := os.Stat(name)
		return err != nil
	})
}

// build compiles main.go and, if the program is to have a name, links it.
func (p *plan) build(ctx context.Context, dir, binary string) ([]byte, error) {
	s, object := p.settings, filepath.Join(p.folder, "main.a")
	compile := []string{"-o", object, "-p", "main", "-lang=go" + languageOf(s.own.Module.GoVersion), "-complete", fmt.Sprintf("-c=%d", min(4, runtime.GOMAXPROCS(0)))}
	mode := "exe"
	if s.goos == "darwin" || s.goos == "windows" {
		mode = "pie"
		compile = append(compile, "-shared")
	}
	compile = slices.Concat(compile, s.gcflags, []string{"-nolocalimports", "-importcfg", filepath.Join(p.folder, "importcfg"), "-pack", "./main.go"}, p.sources)
	link := []string{"-o", binary, "-importcfg", filepath.Join(p.folder, "importcfg.link"), "-buildmode=" + mode}
	if s.own.DefaultGODEBUG != "" {
		link = append(link, "-X=runtime.godebugDefault="+s.own.DefaultGODEBUG)
	}
	link = slices.Concat(link, s.ldflags, []string{"-extld=" + s.cc, object})
	calls := [][]string{append([]string{"compile"}, compile...)}
	if binary != "" {
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
