package cell

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// An End is how a program ended.
type End struct {
	Status      int    // its exit status
	Signal      string // the signal that ended it, "" for none, as in "killed"
	Interrupted bool   // by the person at the notebook
	Memory      uint64 // how many bytes it might use, 0 for no limit
	Stopped     bool   // it was ended by Stderr.Enough
}

// End tells how the program ended, and closes stderr; it returns nil if the program ended well.
func (p *Program) End(stderr *Stderr, end End) *Report {
	failed := end.Status != 0 || end.Signal != "" || end.Stopped
	report, _ := stderr.Close(failed && !end.Interrupted && (end.Status == 2 || end.Signal != "" || end.Stopped))
	switch {
	case end.Interrupted:
		return &Report{Name: "interrupted", Lines: []string{"interrupted"}}
	case !failed:
		return nil
	case report != "":
		return p.Crash(report, end.Memory)
	case end.Signal == "killed":
		return &Report{Name: "killed", Lines: []string{
			"the program was killed by the system: it probably used more memory than there is"}}
	case end.Signal != "":
		return &Report{Name: "exit", Lines: []string{"signal: " + end.Signal}}
	case p.Cell.Test && end.Status == 1:
		return &Report{Name: "tests failed", Lines: []string{"the tests failed"}}
	}
	return &Report{Name: "exit", Lines: []string{fmt.Sprintf("exit status %d", end.Status)}}
}

var (
	reFrame = regexp.MustCompile(`^\t(.+\.(?:go|s)):(\d+)(?: \+0x[0-9a-f]+)?(?: .*)?$`)
	// reNumbers are lines of numbers that differ from run to run.
	reNumbers = regexp.MustCompile(`^(\[signal |runtime: sp=|PC=)`)
	reTrace   = regexp.MustCompile(`(?m)^goroutine \d+ .*\[.*\]:$`)
)

// maxFrames is how many calls a told crash shows.
const maxFrames = 8

// Crash tells the report with which the Go runtime ended the program: what it says, and the calls that lie in cells,
// with their lines, and in packages, by file; those of Go itself are left out, and so are numbers of goroutines and
// addresses, which differ from run to run.
func (p *Program) Crash(report string, memory uint64) *Report {
	message, trace := report, ""
	if at := reTrace.FindStringIndex(report); at != nil {
		message, trace = report[:at[0]], report[at[0]:]
	}
	message, _, _ = strings.Cut(message, "\nruntime stack:")
	told := &Report{Name: "panic"}
	if isOutOfMemory(message) {
		told.Name = "out of memory"
		told.Lines = append(told.Lines, outOfMemory(memory))
	} else {
		for _, line := range strings.Split(strings.TrimSpace(message), "\n") {
			line = strings.TrimSuffix(line, "\r")
			if line != "" && !reNumbers.MatchString(line) {
				line = strings.TrimSuffix(strings.TrimSuffix(line, " [recovered, repanicked]"), " [recovered]")
				told.Lines = append(told.Lines, line)
			}
		}
	}
	told.Lines = append(told.Lines, p.trace(trace)...)
	return told
}

// outOfMemoryMarks are what the Go runtime says when the system gives it no more memory.
var outOfMemoryMarks = []string{
	"out of memory", "cannot allocate memory", "cannot map pages", "failed to create new OS thread", "errno=12",
}

func isOutOfMemory(message string) bool {
	if !strings.HasPrefix(message, "fatal error: ") && !strings.HasPrefix(message, "runtime: ") {
		return false
	}
	for _, mark := range outOfMemoryMarks {
		if strings.Contains(message, mark) {
			return true
		}
	}
	return false
}

func outOfMemory(limit uint64) string {
	if limit == 0 {
		return "out of memory: the program asked for more than there is"
	}
	return fmt.Sprintf("out of memory: the program asked for more than the %.1f GB it may use", float64(limit)/1e9)
}

// trace shows the calls of the first goroutine that has any to show: it is the one that failed, unless it is one of
// the runtime's own.
func (p *Program) trace(trace string) []string {
	var lines []string
	name := ""
	for index, line := range strings.Split(trace, "\n") {
		line = strings.TrimSuffix(line, "\r")
		if index > 0 && reTrace.MatchString(line) && len(lines) > 0 || len(lines) == maxFrames {
			break
		}
		match := reFrame.FindStringSubmatch(line)
		if match == nil {
			name = line
			continue
		}
		number, _ := strconv.Atoi(match[2])
		shown := ""
		if p.Cell.Test && (path.Base(match[1]) == "main.go" || path.Base(match[1]) == "_testmain.go") {
			continue // what calls the tests
		}
		if p.isOurs(name, match[1]) {
			if place, ok := p.Place(number, 0); ok {
				shown = p.where(place) + ": " + strings.TrimSpace(p.text(place, number))
			}
		} else if !p.isGo(name, match[1]) {
			shown = fmt.Sprintf("%s (%s:%d)", function(name), path.Base(match[1]), number)
		}
		if shown != "" && (len(lines) == 0 || lines[len(lines)-1] != "    "+shown) {
			lines = append(lines, "    "+shown)
		}
	}
	return lines
}

// isOurs reports whether a traced call is one of the program's own file. In what go test builds the package is called
// as its folder is.
func (p *Program) isOurs(call, file string) bool {
	of, _, _ := strings.Cut(strings.TrimPrefix(call, "created by "), ".")
	return (of == "main" || p.Dir != "" && of == path.Base(p.Dir)) && path.Base(file) == p.Name
}

// isGo reports whether a traced call is one of the runtime's or the standard library's, where no reader of a
// notebook looks for a mistake.
func (p *Program) isGo(call, file string) bool {
	if p.Root != "" && strings.HasPrefix(file, strings.TrimSuffix(p.Root, "/")+"/") {
		return true
	}
	if folder, _, isPath := strings.Cut(file, "/"); isPath && folder != "" && !strings.Contains(folder, ".") {
		return true // Built with -trimpath: fmt/print.go.
	}
	call = strings.TrimPrefix(call, "created by ")
	first, _, _ := strings.Cut(call, "/")
	return !strings.Contains(first, ".") || strings.HasPrefix(call, "runtime.") || strings.HasPrefix(call, "panic(")
}

// function is a traced call's name as package.Function, without the package's path and the arguments.
func function(call string) string {
	if at := strings.LastIndexByte(call, '('); at > 0 {
		call = call[:at]
	}
	call = call[strings.LastIndexByte(call, '/')+1:]
	if !utf8.ValidString(call) {
		return "?"
	}
	return call
}
