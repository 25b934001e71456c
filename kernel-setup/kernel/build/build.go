// Package build compiles and links the programs of a kernel's cells.
//
// Of two cells with the same imports only the text of main.go differs, yet `go build` loads, hashes and checks every package of the build list each time,
// which takes longer than compiling and linking do. So `go list` is asked, once for a set of imports, where the compiled packages are (a [plan]), and
// the compiler and the linker are called by these plans. What a plan does not cover (cgo, flags that are not known here) is left to `go build`.
package build

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"

	"github.com/downhill-go/downhill/kernel-setup/kernel/process"
)

// A Builder builds cells in a folder that holds go.mod and main.go, one after another.
type Builder struct {
	Dir string

	mu    sync.Mutex
	asked *settings // those of the last cell
	plans []*plan   // the newest last
}

// Forget forgets all plans.
func (b *Builder) Forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked, b.plans = nil, nil
}

// Prepare makes a plan for lean programs that import some of these packages, and nothing else: whatever of them a cell takes, its first build is as quick as its
// second. It may be called while cells are built. There must be a main.go.
func (b *Builder) Prepare(ctx context.Context, flags, paths []string) error {
	asked, err := b.settings(ctx, flags)
	if err != nil {
		return err
	}
	if !asked.mayLeaveOut() {
		return errNoPlan
	}
	_, err = b.newPlan(ctx, asked, paths, lean)
	return err
}

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
	made, needs, err := b.plan(ctx, flags, string(source), &how)
	if err == nil {
		said, err = made.build(ctx, b.Dir, binary, needs)
		if err != nil && len(said) == 0 { // nothing ran: the disk may be full
			said = []byte(err.Error())
		}
		if err == nil || !made.isBroken(said) {
			return said, how, err
		}
		b.Forget()
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

// needs is what a program is linked with: what it imports, and the packages for the formats in which it writes plots.
type needs struct{ imports, formats []string }

// plan returns the plan for a program, an earlier one's or a new one, and says in how which.
func (b *Builder) plan(ctx context.Context, flags []string, source string, how *How) (*plan, needs, error) {
	imports, err := importsOf(source)
	if err != nil {
		return nil, needs{}, err
	}
	asked, err := b.settings(ctx, flags)
	if err != nil {
		return nil, needs{}, err
	}
	if formats, ok := formatsOf(source, imports); ok && asked.mayLeaveOut() {
		without := lean
		if namesHeavy(source) {
			without = minimal
		}
		made, err := b.planFor(ctx, asked, slices.Concat(imports, formats), without, how)
		if err != nil || !made.refused {
			return made, needs{imports, formats}, err
		}
	}
	made, err := b.planFor(ctx, asked, imports, "", how)
	if err == nil && made.refused {
		err = errNoPlan
	}
	return made, needs{imports, nil}, err
}

// planFor looks for a plan that has all these packages, or makes one.
func (b *Builder) planFor(ctx context.Context, asked *settings, paths []string, without string, how *How) (*plan, error) {
	b.mu.Lock()
	known := slices.Clone(b.plans)
	b.mu.Unlock()
	for _, one := range slices.Backward(known) {
		if one.without == without && one.settings.digest == asked.digest && one.covers(paths) {
			if now, _ := one.look(); now == one.inputs {
				return one, nil
			}
			b.drop(one)
		}
	}
	*how = Planned
	return b.newPlan(ctx, asked, paths, without)
}

func (b *Builder) keep(made *plan) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.plans) >= maxPlans {
		b.plans = slices.Delete(b.plans, 0, 1)
	}
	b.plans = append(b.plans, made)
}

func (b *Builder) drop(stale *plan) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.plans = slices.DeleteFunc(b.plans, func(one *plan) bool { return one == stale })
}

var errNoPlan = errors.New("the program needs go build")
