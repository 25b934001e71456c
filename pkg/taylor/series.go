package taylor

import (
	"math"
	"strconv"
	"unsafe"

	"github.com/downhill-go/downhill/pkg/internal/lean"
)

// A Series is a power series in η, truncated after the order of its workspace:
//
//	φ(η) = c_0 + c_1 η + c_2 η² + … ,   c_k = φ⁽ᵏ⁾(0)/k!
//
// The coefficients are normalised: c_k is the k-th derivative divided by k!.
// Coefficients beyond [Series.Degree] are zero and take neither memory nor time,
// so that polynomials of low degree stay cheap.
//
// A Series is a small value: copy it, pass it, return it. Operations leave their
// operands as they are and put the result into the operands' workspace; only
// [Series.Acc] changes its receiver. Operands of different workspaces panic.
//
// A Series whose memory has been handed out again, after [Workspace.Reset] or
// [Workspace.Release], panics.
//
// The zero Series belongs to no workspace and stands for 0 in Add, Sub, Acc, Mul,
// Neg, Scale, Coeff, Degree, Eval and CopyTo; elsewhere it panics.
type Series struct {
	c      []float64
	ws     *Workspace
	serial float64 // the number that stands before c; see [Workspace.series]
}

// alive panics if a's memory belongs to another series by now.
func (a Series) alive() {
	if a.ws != nil {
		before := (*float64)(unsafe.Add(unsafe.Pointer(unsafe.SliceData(a.c)), -8))
		if math.Float64bits(*before) != math.Float64bits(a.serial) {
			panic("taylor: series from before a Reset or Release")
		}
	}
}

// Const returns the constant series c.
func (ws *Workspace) Const(c float64) Series {
	v := ws.series(1)
	v.c[0] = c
	return v
}

// Line returns a + b η, cut to the workspace's order. It is how a parameter
// enters: θ_i + η u_i is ws.Line(θ[i], u[i]). With b = 0 it is the constant a.
func (ws *Workspace) Line(a, b float64) Series {
	if ws.order == 0 || b == 0 {
		return ws.Const(a)
	}
	v := ws.series(2)
	v.c[0], v.c[1] = a, b
	return v
}

// Coeffs returns the series with the given coefficients c_0, c_1, …, cut to the
// workspace's order. Without arguments it returns 0. The arguments are copied.
func (ws *Workspace) Coeffs(c ...float64) Series {
	if len(c) == 0 {
		return ws.Const(0)
	}
	v := ws.series(min(len(c), ws.order+1))
	copy(v.c, c)
	return v
}

// Degree returns the highest power of η that can have a coefficient other than
// zero; it is at most the workspace's order.
func (a Series) Degree() int { return max(len(a.c)-1, 0) }

// Coeff returns c_k = φ⁽ᵏ⁾(0)/k!, and 0 for k above the degree. It panics if k is
// negative.
func (a Series) Coeff(k int) float64 {
	if k < 0 {
		panic("taylor: coefficient index is negative")
	}
	a.alive()
	if k >= len(a.c) {
		return 0
	}
	return a.c[k]
}

// CopyTo copies c_0 … c_{len(dst)-1} into dst, with zeros above the degree, and
// returns dst. If dst is nil, a slice with all coefficients up to the workspace's
// order is allocated. What it returns stays valid after Reset.
func (a Series) CopyTo(dst []float64) []float64 {
	a.alive()
	if dst == nil {
		n := len(a.c)
		if a.ws != nil {
			n = a.ws.order + 1
		}
		dst = make([]float64, n)
	}
	clear(dst[copy(dst, a.c):])
	return dst
}

// Eval returns the truncated polynomial's value Σ_k c_k ηᵏ, by Horner's rule.
func (a Series) Eval(η float64) float64 {
	s := a.Coeff(a.Degree()) // not 0 η, which is NaN for an infinite η
	for k := a.Degree() - 1; k >= 0; k-- {
		s = s*η + a.c[k]
	}
	return s
}

// Full returns a copy of a that keeps all coefficients up to the workspace's
// order, zeros included, so that [Series.Acc] can add to it without taking
// memory again.
func (a Series) Full() Series {
	r := a.result(a.workspace().order + 1)
	a.CopyTo(r.c)
	return r
}

// String returns the series as a formula with six significant digits, such as
// "1 + 0.5η - 0.125η²"; coefficients of zero are left out.
func (a Series) String() string {
	a.alive()
	var s []byte
	for k, c := range a.c {
		if c == 0 {
			continue
		}
		switch {
		case len(s) == 0 && c == -1:
			s, c = append(s, '-'), 1
		case len(s) == 0:
		case c < 0:
			s, c = append(s, " - "...), -c
		default:
			s = append(s, " + "...)
		}
		if k == 0 || c != 1 {
			s = strconv.AppendFloat(s, c, 'g', 6, 64)
		}
		if k > 0 {
			s = append(s, "η"...)
		}
		if k > 1 {
			s = append(s, lean.Superscript(k)...)
		}
	}
	if len(s) == 0 {
		return "0"
	}
	return string(s)
}

// workspace returns a's workspace, for operations that cannot do without one.
func (a Series) workspace() *Workspace {
	if a.ws == nil {
		panic("taylor: series without a workspace")
	}
	a.alive()
	return a.ws
}

// shared returns the one workspace of a and b; nil if both are zero Series.
func shared(a, b Series) *Workspace {
	a.alive()
	b.alive()
	switch {
	case a.ws == nil:
		return b.ws
	case b.ws != nil && a.ws != b.ws:
		panic("taylor: series of different workspaces")
	}
	return a.ws
}

// result takes n coefficients from a's workspace for a series to be filled in.
func (a Series) result(n int) Series {
	return a.workspace().series(n)
}

// image takes the coefficients of f(a) for an f that is no polynomial: one if a
// is constant, all of them otherwise.
func (a Series) image() Series {
	ws := a.workspace()
	if len(a.c) == 1 {
		return ws.series(1)
	}
	return ws.series(ws.order + 1)
}
