package loss

import (
	"math"
	"slices"
	"strconv"
)

// labelled is what the losses for several classes have in common: n rows of d
// features, each with the index of its class.
type labelled struct {
	n, d, classes int
	x             []float64
	label         []int
	ω             []float64 // weights that sum to 1; nil if all are equal
	λ             float64
}

func newLabelled(classes int, x []float64, label []int, opts []Option) (*labelled, error) {
	if classes < 2 {
		panic("loss: fewer than two classes")
	}
	var o options
	for _, opt := range opts {
		opt(&o)
	}
	n := len(label)
	d, err := features(x, n)
	if err != nil {
		return nil, err
	}
	if err := checkFeatures(x, d); err != nil {
		return nil, err
	}
	for i, c := range label {
		if c < 0 || c >= classes {
			return nil, &RowError{Row: i, Field: "label", Value: float64(c),
				Want: "a class from 0 to " + strconv.Itoa(classes-1)}
		}
	}
	ω, err := o.normalized(n)
	if err != nil {
		return nil, err
	}
	inHugePages(x) // or not: only speed depends on it
	return &labelled{n, d, classes, x, label, ω, o.λ}, nil
}

// weight returns ω_i, not yet divided by the sum over the batch.
func (L *labelled) weight(i int) float64 {
	if L.ω != nil {
		return L.ω[i]
	}
	return 1
}

// batchRows is how many rows are worked on at a time.
const batchRows = 64

// A batch is the scratch for up to batchRows rows. Quantities of the rows are kept
// one vector a unit, each of length m: z[c*m+j] belongs to class c and row j.
type batch struct {
	m     int
	x     []float64 // the rows' features, m × d
	far   bool      // whether x comes from memory when it is read next
	own   []float64 // room for them where they have to be gathered
	label [batchRows]int
	ω     [batchRows]float64
	z     []float64          // logits, then residuals: classes × m
	a, δ  []float64          // hidden activities, hidden × m, and one unit's slopes
	w     []float64          // one unit's weights to each class
	s     []float64          // the logits' changes along a vector, classes × m
	ra    []float64          // the activities' changes along it, hidden × m
	rδ    []float64          // those of one unit's slopes
	top   [batchRows]float64 // the largest logit
	at    [batchRows]int     // and its class
	rest  [batchRows]float64 // scratch
	p     [batchRows]float64 // ω p of the row's own class
}

var batches = pool{New: func() any { return new(batch) }}

// sized returns s with length n, grown if it must be.
func sized(s []float64, n int) []float64 {
	if cap(s) < n {
		return make([]float64, n)
	}
	return s[:n]
}

// each calls f for batch after batch of the given rows, or of all rows if rows
// is nil, and returns the sum of their weights.
func (L *labelled) each(b *batch, rows []int, f func(b *batch)) float64 {
	n := L.n
	if rows != nil {
		n = len(rows)
	}
	b.z = sized(b.z, L.classes*batchRows)
	sum := 0.0
	for i := 0; i < n; i += batchRows {
		b.m = min(batchRows, n-i)
		whole := rows == nil && (L.ω == nil || !slices.Contains(L.ω[i:i+b.m], 0))
		if whole {
			b.x, b.far = L.x[i*L.d:(i+b.m)*L.d], far(L.x)
		} else {
			b.own = sized(b.own, batchRows*L.d)
			b.x, b.far = b.own[:b.m*L.d], false
		}
		for j := range b.m {
			r := i + j
			if rows != nil {
				r = rows[i+j]
			}
			b.label[j], b.ω[j] = L.label[r], L.weight(r)
			if !whole {
				x := b.x[j*L.d : (j+1)*L.d]
				if b.ω[j] != 0 {
					copy(x, L.x[r*L.d:])
				} else {
					clear(x) // whatever it was: no term of the row may be Inf
				}
			}
			sum += b.ω[j]
		}
		f(b)
	}
	return sum
}

// affine sets out to w_1 x_1 + … + w_n x_n + w_{n+1} for each of the batch's rows x.
func (b *batch) affine(out, w []float64) {
	n := len(w) - 1
	for j := range out {
		out[j] = w[n]
	}
	addProducts(out, b.x, w[:n], b.far)
	b.far = false // by now it is in the cache
}

// pull adds to g what the slopes r of affine's results mean for its weights w.
func pull(g, x, r []float64) {
	n := len(g) - 1
	addCombination(g[:n], x, r)
	g[n] += total(r)
}

// residuals replaces the logits z by the slopes ω (p_c − [c = label]) of the
// cross-entropy, and returns the sum of ω times the cross-entropy,
//
//	log Σ_c e^{z_c} − z_label = log1p(Σ_{c≠top} e^{z_c − z_top}) + z_top − z_label
//
// which keeps its digits where the largest logit, z_top, is far ahead.
func (b *batch) residuals(classes int) float64 {
	m := b.m
	top, rest, at := b.top[:m], b.rest[:m], b.at[:m]
	copy(top, b.z[:m])
	clear(at)
	clear(rest)
	for c := 1; c < classes; c++ {
		for j, z := range b.z[c*m : (c+1)*m] {
			if z > top[j] {
				top[j], at[j] = z, c
			}
		}
	}
	sum := 0.0
	for j, c := range b.label[:m] {
		sum += b.ω[j] * (top[j] - b.z[c*m+j])
	}
	for c := range classes {
		z := b.z[c*m : (c+1)*m]
		for j, v := range z {
			z[j] = min(top[j]-v, expMax)
		}
		exps(z)
		for j, e := range z {
			if at[j] != c {
				rest[j] += e
			}
		}
	}
	for j, c := range b.label[:m] {
		sum += b.ω[j] * math.Log1p(rest[j])
		// e_label − Σe, so that the division makes p − 1 of it.
		b.p[j] = b.z[c*m+j]
		if at[j] == c {
			b.z[c*m+j] = -rest[j]
		} else {
			b.z[c*m+j] -= 1 + rest[j]
		}
		rest[j] = b.ω[j] / (1 + rest[j])
		b.p[j] *= rest[j]
	}
	for c := range classes {
		for j, s := range rest {
			b.z[c*m+j] *= s
		}
	}
	return sum
}

// penalize returns ½ λ ‖w‖², and adds λ w to g unless it is nil, for the weights w of
// a layer θ whose rows are [w_1 … w_n, b].
func penalize(g, θ []float64, n int, λ float64) float64 {
	if λ == 0 {
		return 0
	}
	s := 0.0
	for i, w := range θ {
		if i%(n+1) != n {
			s += w * w
			if g != nil {
				g[i] += λ * w
			}
		}
	}
	return λ / 2 * s
}

// penaltyAlong adds to dst the coefficients of ½ λ ‖w + η u_w‖² for such a layer.
func penaltyAlong(dst, θ, u []float64, n int, λ float64) {
	if λ == 0 {
		return
	}
	var c [3]float64
	for i, w := range θ {
		if i%(n+1) != n {
			c[0] += w * w / 2
			c[1] += w * u[i]
			c[2] += u[i] * u[i] / 2
		}
	}
	for k := range min(3, len(dst)) {
		dst[k] += λ * c[k]
	}
}
