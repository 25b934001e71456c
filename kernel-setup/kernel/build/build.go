// Package build compiles and links the programs of a kernel's cells.
//
// Of two cells with the same imports only the text of main.go differs, yet `go build` loads, hashes and checks every package of the build list each time,
// which takes longer than compiling and linking do. So `go list` is asked, once for a set of imports, where the compiled packages are (a [plan]), and
// the compiler and the linker are called by these plans. What a plan does not cover (cgo, flags that are not known here) is left to `go build`.
package build

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/downhill-go/downhill/kernel-setup/kernel/process"
)

// A Builder builds cells in a folder that holds go.mod and main.go, one after another.
type Builder struct {
	Dir string

	asked *settings // those of the last cell
	plans map[string]*plan
}

// Forget forgets all plans.
func (b *Builder) Forget() { b.asked, b.plans = nil, nil }

// How a cell was built.
type How string

const (
	ByPlan  How = "plan"     // by an earlier cell's plan: the compiler and the linker alone
	Planned How = "list"     // a plan was made for it
	ByGo    How = "go build" // in the slow way
)

const maxPlans = 64

// Build compiles Dir's main.go into the program binary, with flags of `go build`; without a name it compiles and does not link. It returns what the compiler, the linker or the go command said; the error
// is not nil if there is no program. When ctx ends, so does the build.
func (b *Builder) Build(ctx context.Context, flags []string, binary string) (said []byte, how How, err error) {
	if binary != "" {
		_ = os.Remove(binary)
	}
	source, err := os.ReadFile(filepath.Join(b.Dir, "main.go"))
	if err != nil {
		return nil, ByGo, err
	}
	how = ByPlan
	made, err := b.plan(ctx, flags, string(source), &how)
	if err == nil {
		said, err = made.build(ctx, b.Dir, binary)
		if err == nil || !made.isBroken(said) {
			return said, how, err
		}
		clear(b.plans)
	}
	if ctx.Err() != nil {
		return nil, how, ctx.Err()
	}
	if binary == "" {
		binary = os.DevNull
	}
	said, err = b.Go(ctx, append(append([]string{"build", "-o", binary}, flags...), ".")...)
	return said, ByGo, err
}

// Go runs the go command in Dir.
func (b *Builder) Go(ctx context.Context, args ...string) ([]byte, error) {
	return process.Output(ctx, b.command("go", args...))
}

func (b *Builder) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = b.Dir
	// What the go command leaves behind, should it be killed, goes with the folder.
	cmd.Env = append(cmd.Environ(), "GOTMPDIR="+b.Dir)
	return cmd
}

// plan returns the plan for a program, an earlier one's or a new one, and says in how which.
func (b *Builder) plan(ctx context.Context, flags []string, source string, how *How) (*plan, error) {
	imports, err := importsOf(source)
	if err != nil {
		return nil, err
	}
	asked, err := b.settings(ctx, flags)
	if err != nil {
		return nil, err
	}
	variants := []variant{{}}
	if formats, ok := formatsOf(source, imports); ok && asked.mayBeMinimal() {
		variants = []variant{{minimal: true, formats: formats}, {}}
	}
	for _, one := range variants {
		key := fmt.Sprint(imports, one)
		made := b.plans[key]
		if made == nil || !made.isFresh(asked) {
			*how = Planned
			if made, err = b.newPlan(ctx, asked, imports, one); err != nil {
				return nil, err
			}
			if b.plans == nil || len(b.plans) >= maxPlans {
				b.plans = map[string]*plan{}
			}
			b.plans[key] = made
		}
		if !made.refused {
			return made, nil
		}
	}
	return nil, errNoPlan
}

var errNoPlan = errors.New("the program needs go build")
