package main

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/downhill-go/downhill/kernel-setup/cell"
)

// magic does what a cell that is no Go asks for.
func (s *session) magic(m *cell.Magic) reply {
	if m.Name == "writefile" {
		typed := m.Args[len(m.Args)-1]
		name := strings.TrimPrefix(typed, "~/") // The folder is home, too.
		if !path.IsAbs(name) {
			name = path.Join(cellFolder, name)
		}
		name, inside := strings.CutPrefix(path.Clean(name), cellFolder+"/")
		if !inside || strings.HasSuffix(typed, "/") {
			return refuse("%%%%writefile: the browser has one folder only, the cell's own; give the file a plain name")
		}
		return reply{File: &file{Name: name, Content: strings.TrimSuffix(m.Body, "\n") + "\n", Append: len(m.Args) == 2}}
	}
	return refuse("%%%%%s: there is no shell in the browser, and no other program than the cell's own", m.Name)
}

// here is what the commands that cannot be obeyed in a browser would need.
var here = map[string]string{
	"!": "there is no shell in the browser", "with_inputs": "there is no shell in the browser", "with_password": "there is no shell in the browser",
	"capture": "nothing is captured in the browser", "cd": "the browser has one folder only, the cell's own", "wasm": "every cell is WebAssembly here; a cell cannot reach the page",
	"widgets": "there are no widgets in the browser; live figures are there", "widgets_hb": "there are no widgets in the browser; live figures are there",
	"track": "there is one module in the browser, and it does not change", "untrack": "there is one module in the browser, and it does not change",
	"goworkfix": "there is no go.work in the browser", "goflags": "the browser builds each cell in one way",
	"autoget": "packages cannot be fetched in the browser", "noautoget": "packages cannot be fetched in the browser",
}

const help = `A cell's declarations are kept for the cells after it; the statements below %% run.
%ls             what is declared
%rm NAME …      forgets declarations
%reset          forgets all of them
%env NAME VALUE sets a variable for the cells' programs
%args …         the program's arguments
%test           runs the cell's tests
%%writefile F   writes the cell's other lines to a file
There is no shell in the browser (!…), and only the packages that came with this page can be imported.
`

// obey does what a cell's commands say, and returns what they print. A report ends the cell.
func (s *session) obey(c *cell.Cell) (string, *cell.Report) {
	var printed strings.Builder
	for _, command := range c.Commands {
		switch command.Name {
		case "%", "main", "exec", "test", "args":
			// What these say stands in the cell's other fields.
		case "help":
			printed.WriteString(help)
		case "version":
			printed.WriteString("Downhill's kernel in the browser, " + s.library.version() + "\n")
		case "ls", "list":
			for _, name := range s.memory.Names(s.library) {
				fmt.Fprintf(&printed, "%-6s %s\n", name.Kind, name.Name)
			}
		case "reset":
			s.memory.Reset()
			printed.WriteString("* State reset: all memorized declarations discarded.\n")
		case "rm", "remove":
			for _, name := range command.Args {
				kind, report := s.memory.Remove(name, s.library)
				if report != nil {
					return printed.String(), report
				}
				fmt.Fprintf(&printed, ". removed %s %s\n", kind, name)
			}
		case "env":
			printed.WriteString(s.setEnv(command.Args))
		default:
			why, ok := here[command.Name]
			if !ok {
				why = "the kernel in the browser does not have it"
			}
			sign := "%"
			if command.Name == "!" {
				sign = ""
			}
			return printed.String(), refuse("line %d: %s%s: %s", command.Line, sign, command.Name, why).Report
		}
	}
	return printed.String(), nil
}

// setEnv takes NAME VALUE or NAME=VALUE, and tells what it has set.
func (s *session) setEnv(args []string) string {
	if len(args) == 0 {
		return ""
	}
	name, value, found := strings.Cut(args[0], "=")
	if !found {
		value = strings.Join(args[1:], " ")
	}
	s.env = slices.DeleteFunc(s.env, func(e string) bool { return strings.HasPrefix(e, name+"=") })
	s.env = append(s.env, name+"="+value)
	return fmt.Sprintf("Set: %s=%q\n", name, value)
}

func refuse(format string, args ...any) reply {
	return reply{Report: &cell.Report{Name: "command", Lines: []string{fmt.Sprintf(format, args...)}}}
}
