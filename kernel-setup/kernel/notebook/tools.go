package notebook

import (
	"context"
	"errors"
	"fmt"
	"go/scanner"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/downhill-go/downhill/kernel-setup/cell"
	"github.com/downhill-go/downhill/kernel-setup/kernel/gopls"
)

// Patience is how long a completion, or help, may take: gopls reads packages at first. No cell waits for it.
const Patience = 30 * time.Second

// tools is gopls, started when the kernel is.
type tools struct {
	alive context.Context // ends with the kernel
	stop  context.CancelFunc

	preparing sync.WaitGroup

	mu     sync.Mutex // held by who asks gopls: the text it is asked about must stay
	client *gopls.Client
	watch  *gopls.Watch
	failed time.Time // when it could not be started
	notYet string    // what it says that is still being built
	ended  bool      // the kernel has
	copies int       // of the folder, when gopls was started
	warmed string    // the imports that gopls has read
	idle   *time.Timer
	// Tracked are files and folders that are to be watched beside the modules (%track).
	tracked func() []string
}

// warmImports are what most cells use. As they are there from the beginning, using the first of them changes nothing for gopls.
var warmImports = []string{"errors", "flag", "fmt", "math", "os", "slices", "sort", "strconv", "strings", "time"}

// StartTools starts gopls in the background, and has it read what most cells import. tracked are files and folders to be watched beside the modules.
func (n *Notebook) StartTools(tracked func() []string) {
	n.tools.tracked = tracked
	n.mu.Lock()
	name := filepath.Join(n.dir, "main.go")
	if _, err := os.Stat(name); err != nil {
		_ = os.WriteFile(name, []byte("package main\n\nfunc main() {}\n"), 0o600)
	}
	n.mu.Unlock()
	n.tools.preparing.Go(func() {
		_ = n.builder.Prepare(n.tools.alive, nil, n.resolver.usual()) // A cell that comes before asks for itself.
		n.Warm()
	})
}

// StopTools ends gopls.
func (n *Notebook) StopTools() {
	n.tools.idle.Stop()
	n.tools.stop()           // Who waits for gopls waits no longer.
	n.tools.preparing.Wait() // It writes into the kernel's folder, which is about to go.
	n.tools.mu.Lock()
	defer n.tools.mu.Unlock()
	n.tools.ended = true
	if n.tools.client != nil {
		n.tools.client.Close()
	}
}

// moment is how long no cell must have run until gopls reads: in a notebook that is run as a whole, cells would share the processor with it.
const moment = 500 * time.Millisecond

// Warm has gopls read, in a moment, what the next completion will find imported.
func (n *Notebook) Warm() { n.tools.idle.Reset(moment) }

// warm does, unless gopls has read it or somebody is asking it something.
func (n *Notebook) warm() {
	paths := slices.Clone(warmImports)
	n.mu.Lock()
	for _, name := range n.memory.Names(n.resolver) {
		if name.Kind == "import" {
			paths = append(paths, name.Path)
		}
	}
	n.mu.Unlock()
	slices.Sort(paths)
	paths = slices.Compact(paths)
	all := strings.Join(paths, " ")
	t := &n.tools
	if !t.mu.TryLock() {
		return
	}
	defer t.mu.Unlock()
	if t.warmed == all {
		return
	}
	ctx, cancel := context.WithTimeout(t.alive, 2*Patience)
	defer cancel()
	var text strings.Builder
	text.WriteString("package main\n\nimport (\n")
	for _, path := range paths {
		fmt.Fprintf(&text, "\t_ %q\n", path)
	}
	text.WriteString("\t. \"fmt\"\n)\n\nfunc main() {\n\tPrintln")
	if client := n.ready(ctx, text.String()+"()\n}\n"); client != nil {
		if _, _, err := client.Complete(ctx, text.Len()); err == nil {
			t.warmed = all
		}
	}
}

// ready returns gopls with the text set and the changed files told, nil if it is not there. The caller holds tools.mu.
func (n *Notebook) ready(ctx context.Context, text string) *gopls.Client {
	t := &n.tools
	if t.ended {
		return nil // and the folder is about to go: it is not to be made anew
	}
	copies, err := n.folder.keep()
	if err != nil {
		return nil
	}
	if copies > t.copies && t.client != nil {
		t.client.Close() // It stands in a folder that is gone.
		t.client = nil
	}
	t.copies = copies
	if t.client != nil {
		select {
		case <-t.client.Ended():
			t.client = nil
		default:
		}
	}
	if t.client == nil {
		program, err := exec.LookPath("gopls")
		if err != nil || time.Since(t.failed) < Patience {
			return nil
		}
		t.watch = gopls.NewWatch(n.dir)
		t.watch.Changes()
		if t.client, err = gopls.Start(ctx, program, filepath.Join(n.dir, "main.go")); err != nil {
			var notYet gopls.NotYet
			if errors.As(err, &notYet) {
				t.notYet = string(notYet)
			} else {
				t.failed = time.Now()
			}
			t.client = nil
			return nil
		}
		t.notYet = ""
	}
	var more []string
	if t.tracked != nil {
		more = t.tracked()
	}
	if t.client.Changed(t.watch.Changes(more...)) != nil || t.client.SetText(text) != nil {
		return nil
	}
	return t.client
}

// draft is the program of a cell that is being written.
func (n *Notebook) draft(ctx context.Context, c *cell.Cell) *cell.Program {
	n.mu.Lock()
	p := n.memory.Draft(c, indexOnly{n.resolver})
	n.mu.Unlock()
	asked := false
	for _, missing := range p.Missing {
		// Not while cells may need the memory: it takes a while.
		asked = n.resolver.search(missing.Name, missing.Selectors) || asked
	}
	if !asked || ctx.Err() != nil {
		return p
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.memory.Draft(c, indexOnly{n.resolver})
}

// Complete returns what may stand at a cursor, counted in characters, and which part of the text, in characters, it takes the place of.
func (n *Notebook) Complete(text string, cursor int) (matches []string, start, end int) {
	c := cell.Read(text)
	offset := byteOffset(text, cursor)
	if c.Blank() || !c.InGo(offset) {
		return nil, cursor, cursor
	}
	matches, start, end = nil, cursor, cursor
	n.ask(c, offset, func(ctx context.Context, client *gopls.Client, at int) {
		if client == nil {
			return
		}
		found, from, err := client.Complete(ctx, at)
		if err == nil && at-from <= offset {
			matches, start = found, utf8.RuneCountInString(text[:offset-(at-from)])
		}
	})
	return matches, start, end
}

// Inspect explains, in Markdown, what stands at a cursor; "" if there is nothing to explain. command says that the cursor is in no Go.
func (n *Notebook) Inspect(text string, cursor int) (markdown string, command bool) {
	c := cell.Read(text)
	if c.Blank() {
		return "", false
	}
	offset := byteOffset(text, cursor)
	if !c.InGo(offset) {
		return "", true
	}
	offset, ok := subject(text, offset)
	if !ok {
		return "", false
	}
	n.ask(c, offset, func(ctx context.Context, client *gopls.Client, at int) {
		if client == nil {
			markdown = n.tools.notYet
			return
		}
		markdown, _ = client.Hover(ctx, at) // An error is gopls's own: nobody at the notebook can do anything about it.
	})
	return withoutDeadLinks(markdown), false
}

// ask asks a question about the place in a cell's program that an offset in the cell is. There is no client if gopls is not there.
func (n *Notebook) ask(c *cell.Cell, offset int, question func(ctx context.Context, client *gopls.Client, at int)) {
	n.tools.mu.Lock()
	defer n.tools.mu.Unlock()
	ctx, cancel := context.WithTimeout(n.tools.alive, Patience)
	defer cancel()
	p := n.draft(ctx, c)
	if at, ok := p.FromCell(offset); ok {
		question(ctx, n.ready(ctx, p.Source), at)
	}
}

var (
	reFileLink = regexp.MustCompile(`\[([^\]\n]*)\]\(file:[^)\n]*\)`)
	// The kernel's own package stands on no page.
	reOwnPage = regexp.MustCompile(`\s*---\s*\[[^\n]*\]\(https://pkg\.go\.dev/gonb_[^)\n]*\)\s*$`)
)

// withoutDeadLinks takes the links out of what gopls says that lead nowhere from a notebook.
func withoutDeadLinks(markdown string) string {
	return reOwnPage.ReplaceAllString(reFileLink.ReplaceAllString(markdown, "$1"), "")
}

// subject is the offset of the name that help is wanted for: the one at the offset, or else the function whose arguments, or the type whose values, are being
// written there.
func subject(text string, offset int) (int, bool) {
	type item struct {
		start, end int
		tok        token.Token
	}
	var items []item
	file := token.NewFileSet().AddFile("", -1, len(text))
	var scan scanner.Scanner
	scan.Init(file, []byte(text), nil, 0)
	for {
		pos, tok, literal := scan.Scan()
		start := file.Offset(pos)
		if tok == token.EOF || start > offset {
			break
		}
		if tok == token.IDENT && offset <= start+len(literal) {
			return start, true
		}
		items = append(items, item{start, start + len(literal), tok})
	}
	depth := 0
	for i := len(items) - 1; i > 0; i-- {
		if items[i].start >= offset {
			continue // it begins at the cursor
		}
		switch items[i].tok {
		case token.RPAREN, token.RBRACK, token.RBRACE:
			depth++
		case token.LPAREN, token.LBRACK, token.LBRACE:
			if depth--; depth < 0 {
				if items[i-1].tok == token.IDENT {
					return items[i-1].start, true
				}
				depth = 0
			}
		case token.SEMICOLON:
			if depth == 0 {
				return 0, false
			}
		}
	}
	if len(items) > 0 && items[len(items)-1].tok == token.IDENT {
		return items[len(items)-1].start, true
	}
	return 0, false
}

// byteOffset is the offset in bytes of a cursor that Jupyter counts in characters.
func byteOffset(text string, cursor int) int {
	for i := range text {
		if cursor <= 0 {
			return i
		}
		cursor--
	}
	return len(text)
}
