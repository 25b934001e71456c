package expr

import "github.com/downhill-go/downhill/pkg/internal/lean"

// A reader works by operator precedence and writes code in postfix order.
type reader struct {
	scanner
	tok    lexeme
	err    *Error
	e      *Expr
	depth  int
	height int
}

// parse reads src, kindly or as strictly as Go.
func parse(src string, vars []string, kindly bool) (*Expr, error) {
	if len(src) > MaxLength {
		return nil, &Error{MaxLength + 1, "this is longer than the 1000 bytes that are read"}
	}
	p := &reader{scanner: scanner{src: src, kindly: kindly}}
	p.e = &Expr{source: src, vars: append([]string(nil), vars...)}
	p.advance()
	if p.err == nil && p.tok.kind == 0 {
		return nil, &Error{p.tok.col, "there is nothing here yet"}
	}
	p.sum()
	if p.err == nil && p.tok.kind != 0 {
		p.fail(p.tok.col, p.leftOver())
	}
	if p.err != nil {
		return nil, p.err
	}
	return p.e, nil
}

// advance takes the next token. After an error every token is the end, so
// that the parser unwinds without asking each time.
func (p *reader) advance() {
	if p.err != nil {
		p.tok = lexeme{}
		return
	}
	t, err := p.next()
	if err != nil {
		p.err, t = err, lexeme{}
	}
	p.tok = t
}

// fail keeps the first error and ends the reading.
func (p *reader) fail(col int, text string) {
	if p.err == nil {
		p.err = &Error{col, text}
	}
	p.tok = lexeme{}
}

// emit appends an instruction; grow is by how much it changes the height of
// the stack.
func (p *reader) emit(in instr, grow int) {
	if len(p.e.code) == MaxNodes {
		p.fail(p.tok.col, "this has more than 400 numbers, names and operations")
		return
	}
	p.e.code = append(p.e.code, in)
	p.height += grow
	p.e.height = max(p.e.height, p.height)
}

// deeper guards everything that nests.
func (p *reader) deeper() bool {
	if p.depth == MaxDepth {
		p.fail(p.tok.col, "this is nested more than 40 deep")
		return false
	}
	p.depth++
	return true
}

// sum = product { (+|-) product }
func (p *reader) sum() {
	p.product()
	for p.tok.kind == '+' || p.tok.kind == '-' {
		o := opAdd
		if p.tok.kind == '-' {
			o = opSub
		}
		p.advance()
		p.product()
		p.emit(instr{op: o}, -1)
	}
}

// product = signed { (*|/) signed }; by hand a factor may follow without a sign.
func (p *reader) product() {
	p.signed()
	for {
		o := opMul
		switch k := p.tok.kind; {
		case k == '/':
			o = opDiv
			p.advance()
		case k == '*':
			p.advance()
		case p.kindly && (k == 'n' || k == 'a' || k == '(' || k == '√'):
			if k == 'n' {
				p.fail(p.tok.col, "two numbers stand side by side, and it is not clear what is meant")
			}
		default:
			return
		}
		p.signed()
		p.emit(instr{op: o}, -1)
	}
}

// signed = (+|-) signed | power
func (p *reader) signed() {
	k := p.tok.kind
	if k != '+' && k != '-' {
		p.power()
		return
	}
	if !p.deeper() {
		return
	}
	p.advance()
	p.signed()
	if k == '-' {
		p.emit(instr{op: opNeg}, 0)
	}
	p.depth--
}

// power = operand [ ^ signed ], by hand only; -w^2 is -(w^2).
func (p *reader) power() {
	p.operand()
	for p.tok.kind == '^' {
		t := p.tok
		if !p.kindly {
			p.fail(t.col, strange(t.col, '^').Text)
			return
		}
		if !p.deeper() {
			return
		}
		p.advance()
		if raisedDigit([]rune(t.text)[0]) >= 0 {
			p.emit(instr{op: opNumber, val: t.val}, 1)
		} else {
			p.signed() // to the right: 2^3^2 is 2^9
		}
		p.emit(instr{op: opCall, i: findFunction("pow")}, -1)
		p.depth--
	}
}

// operand = number | name | call | ( sum )
func (p *reader) operand() {
	t := p.tok
	switch t.kind {
	case 'n':
		p.advance()
		p.emit(instr{op: opNumber, val: t.val}, 1)
		if !p.kindly && (p.tok.kind == 'a' || p.tok.kind == '(') {
			p.fail(p.tok.col, "Go wants a * between "+t.text+" and "+p.tok.text)
		}
	case '(':
		if !p.deeper() {
			return
		}
		listed := p.listed
		p.listed = 0
		p.advance()
		p.sum()
		p.close(t.col, listed)
		p.depth--
	case '√':
		if !p.kindly {
			p.fail(t.col, "Go writes a root as sqrt(w)")
			return
		}
		p.advance()
		p.bare(findFunction("sqrt"))
	case 'a':
		p.advance()
		p.name(t)
	case 0:
		if p.err == nil {
			p.fail(max(t.col, 1), "something is missing at the end")
		}
	case ')':
		p.fail(t.col, "a number or a name is missing before this )")
	case ',':
		p.fail(t.col, "a comma has no place here (Go writes 0.5 with a point)")
	default:
		p.fail(t.col, "a number or a name is missing before "+t.text)
	}
}

// close wants the ) that belongs to the ( at column open and restores what
// commas mean behind it.
func (p *reader) close(open, listed int) {
	p.listed = listed
	if p.err != nil {
		return
	}
	if p.tok.kind != ')' {
		if p.tok.kind == 0 {
			p.fail(p.tok.col, "a ) is missing")
		} else {
			p.fail(p.tok.col, p.leftOver())
		}
		return
	}
	p.advance()
}

// name reads a variable, a constant or a call, whose name t has been taken.
func (p *reader) name(t lexeme) {
	for i, v := range p.e.vars {
		if v == t.text {
			p.emit(instr{op: opVar, i: i}, 1)
			p.notCalled(t)
			return
		}
	}
	if f := p.function(t.text); f >= 0 {
		p.call(f, t)
		return
	}
	if c, ok := findConstant(t.text); ok {
		p.emit(instr{op: opNumber, val: c}, 1)
		p.notCalled(t)
		return
	}
	if p.kindly && p.split(t) {
		return
	}
	p.fail(t.col, p.unknown(t.text))
}

// function returns the index of the function that a name means, or -1.
func (p *reader) function(name string) int {
	if lean.Begins(name, "math.") {
		return findMath(name[len("math."):])
	}
	if f := findFunction(name); f >= 0 || !p.kindly {
		return f
	}
	return findFunction(lean.Lower(name))
}

// notCalled refuses w(b) where Go would see a call; by hand it is a product.
func (p *reader) notCalled(t lexeme) {
	if !p.kindly && p.tok.kind == '(' {
		p.fail(p.tok.col, t.text+" is not a function, so write "+t.text+"*(…)")
	}
}

// call reads the arguments of function f.
func (p *reader) call(f int, t lexeme) {
	fn := &functions[f]
	if p.tok.kind != '(' {
		if p.kindly && fn.one != nil && p.tok.kind != 0 {
			p.bare(f)
			return
		}
		p.fail(p.tok.col, t.text+" needs its parentheses, as in "+t.text+usage(fn))
		return
	}
	if !p.deeper() {
		return
	}
	open, listed := p.tok.col, p.listed
	p.listed = 0
	if fn.two != nil {
		p.listed = 1
	}
	p.advance()
	if p.tok.kind == ')' {
		p.fail(p.tok.col, t.text+" needs something between its parentheses")
		return
	}
	p.sum()
	if fn.two != nil {
		if p.err == nil && p.tok.kind != ',' {
			p.fail(p.tok.col, t.text+" takes two values, as in "+t.text+usage(fn))
			return
		}
		p.advance()
		p.sum()
	}
	if p.err == nil && p.tok.kind == ',' {
		p.fail(p.tok.col, t.text+" takes fewer values, as in "+t.text+usage(fn))
		return
	}
	p.close(open, listed)
	grow := 0
	if fn.two != nil {
		grow = -1
	}
	p.emit(instr{op: opCall, i: f}, grow)
	p.depth--
}

// bare reads ln 6 and √2: the function takes the next factor.
func (p *reader) bare(f int) {
	if !p.deeper() {
		return
	}
	if p.tok.kind == '+' || p.tok.kind == '-' {
		p.signed()
	} else {
		p.power()
	}
	p.emit(instr{op: opCall, i: f}, 0)
	p.depth--
}

// split reads a name that is a function with a number behind, ln6, or
// variables side by side, wb.
func (p *reader) split(t lexeme) bool {
	cut := t.text
	for cut != "" && isDigit(rune(cut[len(cut)-1])) {
		cut = cut[:len(cut)-1]
	}
	if digits := t.text[len(cut):]; cut != "" && digits != "" {
		if f := p.function(cut); f >= 0 && functions[f].one != nil {
			v := 0.0
			for _, d := range digits {
				v = 10*v + float64(d-'0')
			}
			p.emit(instr{op: opNumber, val: v}, 1)
			p.emit(instr{op: opCall, i: f}, 0)
			return true
		}
		return false
	}
	factors := 0
	for _, r := range t.text {
		known := false
		for i, v := range p.e.vars {
			if v == string(r) {
				known = true
				p.emit(instr{op: opVar, i: i}, 1)
			}
		}
		if !known {
			if c, ok := findConstant(string(r)); ok && r == 'π' {
				p.emit(instr{op: opNumber, val: c}, 1)
				known = true
			}
		}
		if !known {
			return false // what was emitted does not matter: the caller fails
		}
		if factors++; factors > 1 {
			p.emit(instr{op: opMul}, -1)
		}
	}
	return factors > 1
}

// unknown says what may stand where an unknown name stood.
func (p *reader) unknown(name string) string {
	if len(name) > 20 {
		name = string([]rune(name)[:10]) + "…"
	}
	s := name + " is not known here; "
	if len(p.e.vars) == 0 {
		return s + "a number is wanted, with functions such as exp, log, sqrt if need be"
	}
	s += "the letters are "
	for _, v := range p.e.vars {
		s += v + ", "
	}
	s += "and there are pi, e"
	for i := range functions {
		s += ", " + functions[i].name
	}
	return s
}

// leftOver says what is wrong with a token behind which reading cannot go on.
func (p *reader) leftOver() string {
	switch p.tok.kind {
	case ')':
		return "this ) closes nothing"
	case ',':
		return "a comma has no place here (Go writes 0.5 with a point)"
	case 'n', 'a', '(':
		return "a sign such as + or * is missing before " + p.tok.text
	}
	return "there is no place for " + p.tok.text + " here"
}

// usage shows how a function is called.
func usage(f *function) string {
	if f.two != nil {
		return "(w, 2)"
	}
	return "(w)"
}
