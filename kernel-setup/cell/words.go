package cell

import (
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// A Report is what went wrong, in words for the person at the notebook: what, and on which line of which cell.
type Report struct {
	Name  string   // what kind it is: "compile error", "panic", "out of memory", "interrupted", "exit", "killed", "command"
	Lines []string // what to show; lines that are indented belong to the one above them
}

// Error is all lines.
func (r *Report) Error() string { return strings.Join(r.Lines, "\n") }

// tell adds a message about a place, the line it is on, a ^ below the column (0 for none), and a hint.
func (r *Report) tell(where, message, text string, column int, hint string) {
	r.Lines = append(r.Lines, where+": "+message, "    "+text)
	if column > 0 && column <= len(text)+1 {
		r.Lines = append(r.Lines, "    "+caret(text, column))
	}
	if hint != "" {
		r.Lines = append(r.Lines, "  "+hint)
	}
}

// caret is a line with ^ below the column of text.
func caret(text string, column int) string {
	var line strings.Builder
	for _, letter := range text[:column-1] {
		if letter == '\t' {
			line.WriteByte('\t')
		} else {
			line.WriteByte(' ')
		}
	}
	return line.String() + "^"
}

// Report tells the cell's problems; it is nil if there are none.
func (c *Cell) Report() *Report {
	if len(c.Problems) == 0 {
		return nil
	}
	report := &Report{Name: "compile error"}
	for _, problem := range c.Problems {
		if problem.Offset < 0 {
			report.Lines = append(report.Lines, problem.Text)
			continue
		}
		line, column := c.Position(problem.Offset)
		report.tell(fmt.Sprintf("line %d", line), problem.Text, c.Line(line), column, problem.Hint)
	}
	return report
}

var (
	rePlace         = regexp.MustCompile(`(?:[^\s:("'\x60]*/)?main(?:_test)?\.go:(\d+)(?::(\d+))?`)
	reMessage       = regexp.MustCompile(`^(\s*)(?:vet: )?(?:\S*/)?main(?:_test)?\.go:(\d+)(?::(\d+))?: (.*)$`)
	reUndef         = regexp.MustCompile(`^undefined: (\pL[\pL\pN_]*)$`)
	reSelector      = regexp.MustCompile(`^\pL[\pL\pN_]*\.\pL[\pL\pN_]*`)
	reUndefSelector = regexp.MustCompile(`^undefined: (\pL[\pL\pN_]*)\.(\pL[\pL\pN_]*)$`)
	reNotUsed       = regexp.MustCompile(`^declared and not used: (\S+)$`)
	reProgress      = regexp.MustCompile(`^(# \S+( \[.*\])?|exit status 1|FAIL\t\S+ \[.*\]|go: \S+ imports|\tgo get \S+|` +
		`go: (finding|downloading|extracting|added|upgraded) .*)$`)
	reGo      = regexp.MustCompile(`^(go: |\s+\S+: )`)
	reImport  = regexp.MustCompile(`^\t(?:\S+ )?"(.+)"$`)
	reNetwork = regexp.MustCompile(`^module (\S+): (?:Get ".*"|reading \S+): (?:.*: )?(.*)$`)
	// Another place of a mistake, in a package.
	reElsewhere = regexp.MustCompile(`^\s+(?:\S*/)?([^/\s]+)/[^/\s]+\.go:\d+(?::\d+)?: (.*)$`)
	// How package log begins a line with log.Lshortfile.
	reLogged   = regexp.MustCompile(`^((?:\d{4}/\d\d/\d\d )?(?:\d\d:\d\d:\d\d(?:\.\d+)? )?)main\.go:(\d+): `)
	reNoImport = regexp.MustCompile(`^(could not import \S+) \(.*\)$`)
	reNotInStd = regexp.MustCompile(`(is not in std) \(.*\)$`)
)

// Compiler tells what the compiler, the linker, go vet or the go command printed about the program.
func (p *Program) Compiler(printed string) *Report {
	report := &Report{Name: "compile error"}
	for _, line := range strings.Split(strings.TrimRight(printed, "\n"), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if match := reMessage.FindStringSubmatch(line); match != nil {
			number, _ := strconv.Atoi(match[2])
			column, _ := strconv.Atoi(match[3])
			p.tellAt(report, match[1], number, column, match[4])
			continue
		}
		if reProgress.MatchString(line) {
			continue
		}
		if number, found := p.importLine(line); found {
			p.tellAt(report, "", number, 0, reGo.ReplaceAllString(line, ""))
			continue
		}
		if match := reElsewhere.FindStringSubmatch(line); match != nil {
			report.Lines = append(report.Lines, "    package "+match[1]+": "+match[2])
			continue
		}
		report.Lines = append(report.Lines, p.Words(line))
	}
	return report
}

// tellAt adds a message about a line and a column of the program, the whole line if that is 0. With an indent it
// continues what stands above it: the other declaration, the way round a cycle.
func (p *Program) tellAt(report *Report, indent string, number, column int, message string) {
	message, hint := fetching(message)
	message = p.Words(message)
	place, ok := p.Place(number, column)
	if !ok {
		report.Lines = append(report.Lines, indent+message)
		return
	}
	if indent != "" {
		report.Lines = append(report.Lines, "    "+p.where(place)+": "+message)
		return
	}
	if !place.Earlier && column > 0 {
		column = place.Column
	}
	text := p.text(place, number)
	if hint == "" {
		message, column, hint = explain(message, text, column)
	}
	switch {
	case place.Earlier:
		hint = fmt.Sprintf("What cell [%d] declares no longer fits: declare it anew, or forget it with %%rm.",
			place.Cell)
	case place.Line == p.execLine() && reUndef.MatchString(message):
		hint = "%exec runs a function without parameters that this cell or an earlier one declares."
	}
	report.tell(p.where(place), message, text, column, hint)
}

// fetching says what the go command and the compiler say of packages that are not there.
func fetching(message string) (words, hint string) {
	message = reNotInStd.ReplaceAllString(message, "$1")
	message = reNoImport.ReplaceAllString(message, "$1: there is no such package here")
	if path, found := strings.CutPrefix(message, "no required module provides package "); found {
		path, _, _ = strings.Cut(path, ";")
		return "the package " + path + " is not here", "Fetch it, from the network, with !*go get " + path
	}
	if match := reNetwork.FindStringSubmatch(message); match != nil {
		return match[1] + " could not be fetched: " + match[2], "What others have written comes over the network, once."
	}
	return message, ""
}

// importLine finds the line of the program that imports what a message of the go command is about.
func (p *Program) importLine(message string) (int, bool) {
	for i, line := range p.lines {
		match := reImport.FindStringSubmatch(line)
		if match == nil {
			if i > 3 {
				break
			}
			continue
		}
		for module := match[1]; len(module) > 1 && strings.Contains(module, "."); module = path.Dir(module) {
			for _, end := range []string{":", "@", " "} {
				if strings.Contains(message, module+end) {
					return i + 1, true
				}
			}
		}
	}
	return 0, false
}

// execLine is the line of the cell's %exec, 0 if it has none.
func (p *Program) execLine() int {
	if c := p.Cell; c.main >= 0 && c.Commands[c.main].Name == "exec" {
		return c.Commands[c.main].Line
	}
	return 0
}

// where is a place in words: of another cell than the program's own with that cell's number.
func (p *Program) where(place Place) string {
	if place.Earlier {
		return fmt.Sprintf("cell [%d], line %d", place.Cell, place.Line)
	}
	return fmt.Sprintf("line %d", place.Line)
}

// text is the line at a place: the cell's own, of earlier cells as it stands in the program, in the line with the
// number.
func (p *Program) text(place Place, number int) string {
	if !place.Earlier {
		return p.Cell.Line(place.Line)
	}
	return p.lines[number-1]
}

// Words puts the cell's line in place of every place of the program that a text names, and leaves out the name of
// the folder it is built in.
func (p *Program) Words(text string) string {
	text = rePlace.ReplaceAllStringFunc(text, func(found string) string {
		match := rePlace.FindStringSubmatch(found)
		number, _ := strconv.Atoi(match[1])
		column, _ := strconv.Atoi(match[2])
		if place, ok := p.Place(number, column); ok {
			return p.where(place)
		}
		return "the cell"
	})
	if p.Dir != "" && strings.Contains(text, p.Dir) {
		own := `(^|[^\w.-])` + regexp.QuoteMeta(strings.TrimSuffix(p.Dir, "/")) // and not the end of another path
		text = regexp.MustCompile(own+"/").ReplaceAllString(text, "$1")
		text = regexp.MustCompile(own+`\b`).ReplaceAllString(text, "${1}the kernel's folder")
	}
	return text
}

// explain completes a compiler's message, and the column, from the text it points at, and adds a hint where Go's own
// words are of no use to somebody new to it.
func explain(message, text string, column int) (string, int, string) {
	if match := reUndef.FindStringSubmatch(message); match != nil {
		if column > 0 && column <= len(text) {
			if selector := reSelector.FindString(text[column-1:]); strings.HasPrefix(selector, match[1]+".") {
				message, hint := lacks(match[1], strings.TrimPrefix(selector, match[1]+"."))
				return message, column, hint
			}
		}
		return message, column, fmt.Sprintf("What := makes below %%%% lasts for its own cell. "+
			"To use %s in several cells, declare it above %%%% (var, func, const).", match[1])
	}
	if match := reUndefSelector.FindStringSubmatch(message); match != nil {
		message, hint := lacks(match[1], match[2])
		begins := column - len(match[1]) - 1 // The compiler points at the name behind the dot.
		if begins > 0 && column <= len(text) && text[begins-1:column-1] == match[1]+"." {
			column = begins
		}
		return message, column, hint
	}
	if match := reNotUsed.FindStringSubmatch(message); match != nil {
		return message, column, fmt.Sprintf("Go refuses a variable that nobody uses: use %s, or write _ = %s.",
			match[1], match[1])
	}
	return message, column, ""
}

// lacks tells of a package, or what might be one, that it lacks a name.
func lacks(of, name string) (message, hint string) {
	return "undefined: " + of + "." + name,
		fmt.Sprintf("Nothing of this name was found: either %s has no %s, or its import is missing.", of, name)
}

// OwnPlaces is Words for lines that name the program's file by its whole path, as a stack that the program itself
// prints does, or as package log does; other lines remain as they are.
func (p *Program) OwnPlaces(line string) string {
	if match := reLogged.FindStringSubmatch(line); match != nil {
		number, _ := strconv.Atoi(match[2])
		if place, ok := p.Place(number, 0); ok {
			return match[1] + p.where(place) + ": " + line[len(match[0]):]
		}
	}
	if p.Dir == "" || !strings.Contains(line, strings.TrimSuffix(p.Dir, "/")+"/"+p.Name+":") {
		return line
	}
	return p.Words(line)
}
