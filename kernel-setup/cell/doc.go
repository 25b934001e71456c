// Package cell decides what a cell of a Go notebook means: which of its lines are commands, what it declares, what
// runs; which program is compiled for it, together with the declarations of the cells before; and what is told when
// that goes wrong. It is the same for the kernel in JupyterLab and for the one in a browser tab, and does nothing
// but read and write text.
//
// The rules are those that GoNB documents (%%, %main, %exec, %test, magics, !, //gonb:, init_…), but lines are read
// by Go's scanner: what stands in a string or a comment is text. See the README of GoNB, github.com/janpfeifer/gonb.
//
//	var memory cell.Memory                        // one for a notebook
//
//	c := cell.Read(text)                          // any text
//	if report := c.Report(); report != nil {      // two %%, a statement without %%, …
//		return report                             // report.Name, report.Lines: words with the cell's lines
//	}
//	… obey c.Magic or c.Commands …
//	if !c.IsGo() {
//		return nil
//	}
//	p, _ := memory.Program(c, number, resolver)   // write p.Source to a file p.Name; it imports p.Imports
//	if output, err := compile(p); err != nil {
//		return p.Compiler(output)                 // words again
//	}
//	memory.Keep(p)                                // only what compiled is remembered
//	stderr := &cell.Stderr{To: …, Words: p.OwnPlaces}   // the program's, run with p.Args()
//	return p.End(stderr, cell.End{Status: …})     // nil if it ended well
//
// A statement of the whole: a name that is declared anew replaces the old one, whatever it was.
package cell
