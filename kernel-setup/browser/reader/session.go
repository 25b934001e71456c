package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/downhill-go/downhill/kernel-setup/cell"
)

// A session is one notebook's: its memory, and the program that is being built or runs.
type session struct {
	memory  cell.Memory
	library *library
	env     []string // what %env has set
	program *cell.Program
	stdout  io.Writer // where its output goes, to come out with the cell's lines
	stderr  *cell.Stderr
	unread  *int         // the first of the cells above that cannot be read: its declarations are missing
	passed  bytes.Buffer // of what the program has written, what is to be shown
}

// cellFolder is the one in which programs are built and run.
const cellFolder = "/cell"

func newSession(folder string) *session { return &session{library: newLibrary(folder)} }

// A request names what is to be done, and a reply holds what came of it; each uses the fields it needs.
type request struct {
	Do     string
	Code   string
	Number int      // of the cell
	Cursor int      // in UTF-16 units, as in JavaScript
	Above  []string // if it is not nil, the memory becomes these cells' declarations first
	// Declare says that only the cell's declarations are wanted.
	Declare bool
	Printed string // by the compiler, or by the program on its standard error
	Failed  bool
	End     cell.End
}

type reply struct {
	Report *cell.Report `json:"report,omitempty"`
	Output string       `json:"output,omitempty"` // what commands, or the program's standard error, say
	// The program to build; none if Source is empty.
	Name    string   `json:"name,omitempty"`
	Source  string   `json:"source,omitempty"`
	Tests   string   `json:"tests,omitempty"` // a second file, of a test program
	Args    []string `json:"args,omitempty"`
	Env     []string `json:"env,omitempty"`
	Silent  bool     `json:"silent,omitempty"` // it only declares
	File    *file    `json:"file,omitempty"`   // what %%writefile writes
	Words   *words   `json:"words,omitempty"`
	About   string   `json:"about,omitempty"` // Markdown
	State   string   `json:"state,omitempty"`
	Indent  string   `json:"indent,omitempty"`
	Code    string   `json:"code,omitempty"`
	Refused bool     `json:"refused,omitempty"`
	Imports []string `json:"imports,omitempty"`
	Unread  *int     `json:"unread,omitempty"`
}

// file is what a cell with %%writefile writes.
type file struct {
	Name    string `json:"name"`
	Content string `json:"content"`
	Append  bool   `json:"append,omitempty"`
}

// answer answers one request. A fault of ours becomes a report: the session lives.
func (s *session) answer(asked []byte) (told []byte) {
	defer func() {
		if fault := recover(); fault != nil {
			told, _ = json.Marshal(reply{Report: &cell.Report{Name: "kernel error", Lines: []string{
				fmt.Sprintf("the kernel made a mistake with this cell (%v); its declarations are as they were", fault)}}})
		}
	}()
	var r request
	if err := json.Unmarshal(asked, &r); err != nil {
		panic(err)
	}
	told, err := json.Marshal(s.do(r))
	if err != nil {
		panic(err)
	}
	return told
}

func (s *session) do(r request) reply {
	if r.Above != nil {
		s.memory.Reset()
		s.unread = nil
		for i, text := range r.Above {
			c := cell.Read(text)
			if s.unread == nil && len(c.Problems) > 0 {
				s.unread = &i
			}
			s.memory.Declare(c, i+1, s.library)
		}
	}
	switch r.Do {
	case "read":
		return s.read(r)
	case "compiled":
		return s.compiled(r)
	case "stdout":
		io.WriteString(s.stdout, r.Printed)
		return reply{Output: s.shown()}
	case "stderr":
		s.stderr.Write([]byte(r.Printed))
		return reply{Output: s.shown()}
	case "idle":
		s.stderr.Idle()
		return reply{Output: s.shown()}
	case "end":
		report := s.program.End(s.stderr, r.End)
		return reply{Report: report, Output: s.shown()}
	case "complete":
		return reply{Words: s.complete(r.Code, r.Cursor)}
	case "inspect":
		return reply{About: s.inspect(r.Code, r.Cursor)}
	case "format":
		code, ok := cell.Format(r.Code)
		return reply{Code: code, Refused: !ok}
	case "isComplete":
		state, indent := cell.Completeness(r.Code)
		return reply{State: string(state), Indent: indent}
	}
	panic("no such request: " + r.Do)
}

// read finds out what is to be done for a cell.
func (s *session) read(r request) reply {
	c := cell.Read(r.Code)
	if report := c.Report(); report != nil {
		return reply{Report: report}
	}
	if r.Declare {
		s.memory.Declare(c, r.Number, s.library)
		return reply{}
	}
	if c.Magic != nil {
		return s.magic(c.Magic)
	}
	output, report := s.obey(c)
	if report != nil || !c.IsGo() {
		return reply{Output: output, Report: report}
	}
	p, report := s.memory.Program(c, r.Number, s.library)
	if report == nil {
		report = s.library.lacks(p)
	}
	if report != nil {
		return reply{Output: output, Report: report}
	}
	p.Dir = cellFolder
	s.passed.Reset()
	s.program, s.stdout, s.stderr = p, p.Stdout(&s.passed), &cell.Stderr{To: &s.passed, Words: p.OwnPlaces}
	done := reply{Output: output, Name: p.Name, Source: p.Source, Args: p.Args(), Env: s.env, Silent: p.Silent, Imports: p.Imports}
	if c.Test {
		_, done.Tests = p.TestMain()
	}
	return done
}

// compiled takes what the compiler or the linker said of the program that was read last, and keeps what it declares if all is well.
func (s *session) compiled(r request) reply {
	if r.Failed {
		return reply{Report: s.program.Compiler(r.Printed), Unread: s.unread}
	}
	s.memory.Keep(s.program)
	return reply{}
}

func (s *session) shown() string {
	text := s.passed.String()
	s.passed.Reset()
	return text
}

// lacks reports a package that the program imports and that is not in the browser.
func (l *library) lacks(p *cell.Program) *cell.Report {
	for _, path := range p.Imports {
		if l.has(path) {
			continue
		}
		// The compiler's own form of words, so that the place becomes the cell's.
		line := 1 + strings.Count(p.Source[:max(0, strings.Index(p.Source, `"`+path+`"`))], "\n")
		return p.Compiler(fmt.Sprintf("main.go:%d:1: package %s is not in the browser, where a cell may import %s", line, path, l.offered()))
	}
	return nil
}
