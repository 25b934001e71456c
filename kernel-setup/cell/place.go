package cell

import (
	"go/token"
	"slices"
	"sort"
	"strings"
)

// A Place is where something stands in a cell.
type Place struct {
	Cell         int  // the number of the cell
	Line, Column int  // counted from 1, columns in bytes
	Earlier      bool // it is not the program's own cell, but one before it
}

// A mark says where a part of a line of the program comes from. Lines and columns count from 1.
type mark struct {
	line, column, end    int // in the program; end is the column behind it
	cell                 int
	cellLine, cellColumn int
	earlier              bool // of an earlier cell
	generated            bool // no text of the cell, but there because of that line of it: the func main of %%
}

// builder writes the program's source and notes where each part of it comes from.
type builder struct {
	program *Program
	text    strings.Builder
	line    int // lines written, less one
	column  int // bytes written of the line
}

func (b *builder) write(text string) {
	b.text.WriteString(text)
	if at := strings.LastIndexByte(text, '\n'); at >= 0 {
		b.line += strings.Count(text, "\n")
		b.column = 0
		text = text[at+1:]
	}
	b.column += len(text)
}

// copy writes what stands in a cell.
func (b *builder) copy(text string, cell, line, column int, earlier bool) {
	for {
		part, rest, more := strings.Cut(text, "\n")
		b.program.marks = append(b.program.marks, mark{
			line: b.line + 1, column: b.column + 1, end: b.column + 1 + len(part),
			cell: cell, cellLine: line, cellColumn: column, earlier: earlier})
		b.write(part)
		if !more {
			return
		}
		b.write("\n")
		text, line, column = rest, line+1, 1
	}
}

// copyCell writes the cell's own text between two offsets, from the first line to the last that is not blank; all of
// a draft, for there may be a cursor.
func (b *builder) copyCell(c *Cell, from, to, number int, all bool) {
	if from >= to && !all {
		return
	}
	if text := string(c.code[from:to]); !all {
		lead := len(text) - len(strings.TrimLeft(text, " \t\r\n"))
		if lead == len(text) {
			return
		}
		from += strings.LastIndexByte(text[:lead], '\n') + 1
		to = max(from, min(to, from+len(strings.TrimRight(string(c.code[from:to]), " \t\r\n"))))
	}
	line, column := c.Position(from)
	b.copy(string(c.code[from:to]), number, line, column, false)
	b.write("\n")
}

// generate writes a line that is there because of a line of a cell; because of none if that is 0.
func (b *builder) generate(text string, cell, line int) {
	if line > 0 {
		b.program.marks = append(b.program.marks, mark{
			line: b.line + 1, column: b.column + 1, end: b.column + 1 + len(text),
			cell: cell, cellLine: line, cellColumn: 1, generated: true})
	}
	b.write(text + "\n")
}

// Place finds where a line and a column of the program, counted from 1, come from; column 0 is the whole line. It
// returns false for what no cell holds.
func (p *Program) Place(line, column int) (Place, bool) {
	first := sort.Search(len(p.marks), func(i int) bool { return p.marks[i].line >= line })
	var best *mark
	for i := first; i < len(p.marks) && p.marks[i].line == line; i++ {
		if best == nil || p.marks[i].column <= column {
			best = &p.marks[i]
		}
	}
	if best == nil {
		return Place{}, false
	}
	inside := max(0, min(column, best.end)-best.column)
	if best.generated {
		inside = 0
	}
	return Place{best.cell, best.cellLine, best.cellColumn + inside, best.earlier}, true
}

// FromCell returns where in Source stands what stands at an offset of the cell's text: a cursor, for tools that
// complete and explain. It returns false for what is not in the program: commands, imports.
func (p *Program) FromCell(offset int) (int, bool) {
	if offset < 0 || offset > len(p.Cell.Text) || !p.Cell.InGo(offset) {
		return 0, false
	}
	line, column := p.Cell.Position(offset)
	// From the end: where declarations end and statements begin, the cursor is in the statements.
	for _, mark := range slices.Backward(p.marks) {
		length := mark.end - mark.column
		if mark.generated || mark.earlier || mark.cellLine != line || column < mark.cellColumn || column > mark.cellColumn+length {
			continue
		}
		at := 0
		for i := range mark.line - 1 {
			at += len(p.lines[i]) + 1
		}
		return at + mark.column - 1 + column - mark.cellColumn, true
	}
	return 0, false
}

// ToCell returns where in the cell's text stands what stands at an offset of Source, and false for what does not
// come from this cell.
func (p *Program) ToCell(offset int) (int, bool) {
	if offset < 0 || offset > len(p.Source) {
		return 0, false
	}
	line := strings.Count(p.Source[:offset], "\n") + 1
	column := offset - strings.LastIndexByte(p.Source[:offset], '\n')
	for _, mark := range p.marks {
		if !mark.generated && !mark.earlier && mark.line == line && mark.column <= column && column <= mark.end {
			return p.Cell.lines[mark.cellLine-1] + mark.cellColumn + column - mark.column - 1, true
		}
	}
	return 0, false
}

// silent reports whether nothing happens when the program's declarations are initialised: there is no func init, and
// no variable's value calls or receives anything.
func (p *Program) silent(needed []*Decl) bool {
	return !p.Cell.acts && !slices.ContainsFunc(slices.Concat(needed, p.Cell.Decls), func(decl *Decl) bool {
		return decl.Kind == token.VAR && decl.acts || decl.init
	})
}
