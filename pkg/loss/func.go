package loss

import (
	"math"

	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/loss/internal/kernel"
	"github.com/downhill-go/downhill/pkg/taylor"
)

// Func is a loss of one's own, written once over [taylor.Series]; see [New].
// It may be used by several goroutines at once.
type Func struct {
	dim int
	f   func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series
}

// New returns the loss L(θ) = f(θ) on ℝ^dim, where f is written over series:
//
//	L := loss.New(2, func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series {
//		w, b := θ[0], θ[1]
//		return w.Sqr().Add(b.Sqr().Scale(10))
//	})
//
// From this one source come value, gradient, Hessian-vector product and Taylor
// coefficients. f is called with the parameters θ_i + η u_i as series of some order
// in the workspace ws, which also makes constants; it must return a series of ws,
// keep none of them, and not change θ. Where several goroutines use the loss, several
// call f at once. It panics if dim is not positive or f is nil.
//
// A gradient costs dim evaluations of f to order 1: a price to pay for the simplicity,
// and right for a handful of parameters. Losses of many parameters have types of their
// own in this package.
func New(dim int, f func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series) *Func {
	if dim < 1 {
		panic("loss: dimension is not positive")
	}
	if f == nil {
		panic("loss: f is nil")
	}
	return &Func{dim, f}
}

// Dim returns the number of parameters.
func (L *Func) Dim() int { return L.dim }

// Value returns L(θ). It panics if θ does not have length Dim.
func (L *Func) Value(θ []float64) float64 {
	checkDim(θ, L.dim)
	f := frames.Get().(*frame)
	v := f.along(L, 0, θ, nil).Coeff(0)
	frames.Put(f)
	return v
}

// Gradient sets dst to ∇L(θ) and returns it. If dst is nil, it is allocated. It
// panics if θ or dst do not have length Dim.
func (L *Func) Gradient(dst, θ []float64) []float64 {
	checkDim(θ, L.dim)
	dst = vector(dst, L.dim, θ)
	f := frames.Get().(*frame)
	u := f.direction(L.dim)
	for j := range dst {
		u[j] = 1
		dst[j] = f.along(L, 1, θ, u).Coeff(1)
		u[j] = 0
	}
	frames.Put(f)
	return dst
}

// Taylor sets dst to the coefficients of φ(η) = L(θ + η u),
//
//	dst[k] = φ⁽ᵏ⁾(0)/k!,   k = 0 … len(dst)−1
//
// and returns dst. An empty dst stays empty. It panics if dst is nil, or θ or u do not have
// length Dim.
func (L *Func) Taylor(dst, θ, u []float64) []float64 {
	checkTaylor(dst, θ, u, L.dim)
	if len(dst) == 0 {
		return dst
	}
	f := frames.Get().(*frame)
	f.along(L, len(dst)-1, θ, u).CopyTo(dst)
	frames.Put(f)
	return dst
}

// HessianVector sets dst to ∇²L(θ) v and returns it, from second derivatives along
// lines alone (polarization):
//
//	(∇²L v)_i = ‖v‖ · ¼ ((e_i + v̂)ᵀ∇²L(e_i + v̂) − (e_i − v̂)ᵀ∇²L(e_i − v̂)),   v̂ = v/‖v‖
//
// so that it takes 2 Dim evaluations of f to order 2. Each entry errs by some
// 2⁻⁵³ ‖v‖ times the greatest curvature: little of the longest, but all of an entry that
// is so much smaller. If dst is nil, it is allocated. It panics if θ, v or dst do not
// have length Dim. dst must not be v.
func (L *Func) HessianVector(dst, θ, v []float64) []float64 {
	dst = hessianArguments(dst, θ, v, L.dim)
	// Not √(v·v), which overflows where v does not.
	norm := 0.0
	for _, x := range v {
		norm = math.Hypot(norm, x)
	}
	if norm == 0 {
		clear(dst)
		return dst
	}
	f := frames.Get().(*frame)
	u := f.direction(L.dim)
	second := func(i int, s float64) float64 {
		for j, x := range v {
			u[j] = s * x / norm
		}
		u[i]++
		return f.along(L, 2, θ, u).Coeff(2)
	}
	for i := range dst {
		dst[i] = norm / 2 * (second(i, 1) - second(i, -1))
	}
	frames.Put(f)
	return dst
}

// Curvature returns uᵀ∇²L(θ)u, the second derivative of φ(η) = L(θ + η u) at 0, from
// its Taylor coefficient of order 2. It panics if θ or u do not have length Dim.
func (L *Func) Curvature(θ, u []float64) float64 {
	var c [3]float64
	return 2 * L.Taylor(c[:], θ, u)[2]
}

// A frame is what evaluations over series need beside their arguments. Frames
// are kept in a pool, so that a loss can be used by several goroutines and still
// allocates nothing in steady state.
type frame struct {
	ws []*taylor.Workspace // one for each order met so far
	θ  []taylor.Series
	u  []float64
}

var frames = kernel.Pool{New: func() any { return new(frame) }}

// workspace returns the frame's workspace of the given order, emptied.
func (f *frame) workspace(order int) *taylor.Workspace {
	for len(f.ws) <= order {
		f.ws = append(f.ws, nil)
	}
	if f.ws[order] == nil {
		f.ws[order] = taylor.NewWorkspace(order)
	}
	f.ws[order].Reset()
	return f.ws[order]
}

// direction returns a zero vector of the frame.
func (f *frame) direction(dim int) []float64 {
	f.u = lean.Sized(f.u, dim)
	clear(f.u)
	return f.u
}

// along returns L(θ + η u) as a series; a nil u is 0. It is valid until the
// frame's next use.
func (f *frame) along(L *Func, order int, θ, u []float64) taylor.Series {
	ws := f.workspace(order)
	if cap(f.θ) < len(θ) {
		f.θ = make([]taylor.Series, len(θ))
	}
	f.θ = f.θ[:len(θ)]
	for i, x := range θ {
		if u == nil || u[i] == 0 {
			f.θ[i] = ws.Const(x)
		} else {
			f.θ[i] = ws.Line(x, u[i])
		}
	}
	return L.f(ws, f.θ)
}
