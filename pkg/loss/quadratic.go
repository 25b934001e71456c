package loss

import (
	"math"
	"slices"
)

// Quadratic is the loss
//
//	L(θ) = ½ θᵀAθ − bᵀθ + c
//
// with a symmetric A, the one surface on which all of descent is known in closed
// form: its gradient is Aθ − b, its Hessian is A everywhere, and, if A is positive
// definite, a fixed step along −∇L converges from everywhere exactly if
// 0 < η < 2/λ_max. A Quadratic is never changed: several goroutines may use it at once.
type Quadratic struct {
	n    int
	a, b []float64
	c    float64
}

// NewQuadratic returns ½ θᵀAθ − bᵀθ + c, where a is A row-major, n × n, and b has
// length n; a nil b is 0. Both are copied. It panics if the shapes do not fit, or
// if A is not symmetric.
func NewQuadratic(a, b []float64, c float64) *Quadratic {
	n := int(math.Round(math.Sqrt(float64(len(a)))))
	if n == 0 || n*n != len(a) {
		panic("loss: A is not square")
	}
	if b == nil {
		b = make([]float64, n)
	}
	if len(b) != n {
		panic("loss: b has the wrong length")
	}
	for i := range n {
		for j := range i {
			if a[i*n+j] != a[j*n+i] {
				panic("loss: A is not symmetric")
			}
		}
	}
	return &Quadratic{n, slices.Clone(a), slices.Clone(b), c}
}

// Conditioned returns the quadratic ½ Σ_i λ_i θ_i² on ℝⁿ whose eigenvalues λ_i
// grow geometrically from 1 to κ, so that its condition number is κ. Its minimum
// is 0, at θ = 0. It panics if n < 1 or κ < 1, or if n = 1 and κ ≠ 1.
func Conditioned(n int, κ float64) *Quadratic {
	if n < 1 || !(κ >= 1) || math.IsInf(κ, 0) || n == 1 && κ != 1 {
		panic("loss: no quadratic has that dimension and condition number")
	}
	a := make([]float64, n*n)
	for i := range n {
		λ := 1.0
		if i > 0 {
			λ = math.Pow(κ, float64(i)/float64(n-1))
		}
		a[i*n+i] = λ
	}
	return NewQuadratic(a, nil, 0)
}

// Dim returns the number of parameters.
func (L *Quadratic) Dim() int { return L.n }

// Value returns L(θ). It panics if θ does not have length Dim.
func (L *Quadratic) Value(θ []float64) float64 {
	checkDim(θ, L.n)
	s := 0.0
	for i, t := range θ {
		s += t * (dot(θ, L.a[i*L.n:])/2 - L.b[i])
	}
	return s + L.c
}

// Gradient sets dst to ∇L(θ) = Aθ − b and returns it. If dst is nil, it is
// allocated. It panics if θ or dst do not have length Dim. dst must not be θ.
func (L *Quadratic) Gradient(dst, θ []float64) []float64 {
	checkDim(θ, L.n)
	dst = vector(dst, L.n, θ)
	for i := range dst {
		dst[i] = dot(θ, L.a[i*L.n:]) - L.b[i]
	}
	return dst
}

// Taylor sets dst to the coefficients of φ(η) = L(θ + η u) and returns it:
//
//	dst[0] = L(θ),  dst[1] = uᵀ(Aθ − b),  dst[2] = ½ uᵀAu,  the others 0
//
// An empty dst stays empty. It panics if θ or u do not have length Dim.
func (L *Quadratic) Taylor(dst, θ, u []float64) []float64 {
	checkTaylor(dst, θ, u, L.n)
	clear(dst)
	if len(dst) > 0 {
		dst[0] = L.Value(θ)
	}
	for i, v := range u {
		if len(dst) > 1 {
			dst[1] += v * (dot(θ, L.a[i*L.n:]) - L.b[i])
		}
		if len(dst) > 2 {
			dst[2] += v * dot(u, L.a[i*L.n:]) / 2
		}
	}
	return dst
}

// HessianVector sets dst to ∇²L v = Av and returns it. If dst is nil, it is
// allocated. It panics if θ, v or dst do not have length Dim. dst must not be v.
func (L *Quadratic) HessianVector(dst, θ, v []float64) []float64 {
	dst = hessianArguments(dst, θ, v, L.n)
	for i := range dst {
		dst[i] = dot(v, L.a[i*L.n:])
	}
	return dst
}

// Curvature returns uᵀ∇²L u = uᵀAu, the same at every θ. It panics if θ or u do not
// have length Dim.
func (L *Quadratic) Curvature(θ, u []float64) float64 {
	return curvature(L.n, L.HessianVector, θ, u)
}

// Spectrum returns the eigenvalues of A in ascending order, which are those of
// [Spectrum] at every θ. Of a positive definite A the last one is λ_max: a fixed step
// along −∇L shrinks the distance to the minimum if 0 < η < 2/λ_max, is neutral at
// η = 2/λ_max and diverges beyond. The quotient of last and first is its condition number.
func (L *Quadratic) Spectrum() []float64 {
	return eigenvalues(slices.Clone(L.a), L.n)
}

// CurvatureBound returns λ_max, the least λ with uᵀ∇²L u ≤ λ‖u‖² for every u.
func (L *Quadratic) CurvatureBound() float64 { return L.Spectrum()[L.n-1] }

// Radius returns +Inf: along any line a quadratic is a polynomial, and its Taylor
// series ends. It panics if θ or u do not have length Dim.
func (L *Quadratic) Radius(θ, u []float64) float64 {
	checkLine(θ, u, L.n)
	return math.Inf(1)
}

// DerivativeBound returns the least M_k ≥ |φ⁽ᵏ⁾(η)| for φ(η) = L(θ+ηu), at every θ and
// η: |uᵀAu| for k = 2, 0 for k > 2, and +Inf for k = 1 unless Au = 0. It panics if u does
// not have length Dim, or if k is not positive.
func (L *Quadratic) DerivativeBound(u []float64, k int) float64 {
	checkDim(u, L.n)
	switch {
	case k < 1:
		panic("loss: k is not positive")
	case k > 2:
		return 0
	case k == 2:
		return math.Abs(L.Curvature(u, u))
	}
	for i := range u {
		if dot(u, L.a[i*L.n:]) != 0 {
			return math.Inf(1)
		}
	}
	return math.Abs(dot(u, L.b))
}
