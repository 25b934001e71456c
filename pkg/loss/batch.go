package loss

import (
	"math"
	"slices"

	"github.com/downhill-go/downhill/pkg/internal/lean"
	"github.com/downhill-go/downhill/pkg/loss/internal/kernel"
)

// batchRows is how many rows are worked on at a time.
const batchRows = 64

// A batch is the scratch for up to batchRows rows. Quantities of the rows are kept
// one vector a unit, each of length m: z[c*m+j] belongs to class c and row j.
type batch struct {
	m     int
	x     []float64 // the rows' features, m × d
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

var batches = kernel.Pool{New: func() any { return new(batch) }}

// each calls f for batch after batch of the given rows, or of all rows if rows
// is nil, and returns the sum of their weights.
func (L *classifier) each(b *batch, rows []int, f func(b *batch)) float64 {
	n := L.n
	if rows != nil {
		n = len(rows)
	}
	b.z = lean.Sized(b.z, L.classes*batchRows)
	sum := 0.0
	for i := 0; i < n; i += batchRows {
		b.m = min(batchRows, n-i)
		whole := rows == nil && (L.ω == nil || !slices.Contains(L.ω[i:i+b.m], 0))
		if whole {
			b.x = L.x[i*L.d : (i+b.m)*L.d]
		} else {
			b.own = lean.Sized(b.own, batchRows*L.d)
			b.x = b.own[:b.m*L.d]
		}
		for j := range b.m {
			r := i + j
			if rows != nil {
				r = rows[i+j]
			}
			b.label[j], b.ω[j] = L.label[r], 1
			if L.ω != nil {
				b.ω[j] = L.ω[r]
			}
			if !whole {
				x := b.x[j*L.d : (j+1)*L.d]
				if b.ω[j] != 0 {
					copy(x, L.row(r))
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
	kernel.AddProducts(out, b.x, w[:n])
}

// pull adds to g what the slopes r of affine's results mean for its weights w.
func pull(g, x, r []float64) {
	n := len(g) - 1
	kernel.AddCombination(g[:n], x, r)
	g[n] += kernel.Total(r)
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
			z[j] = top[j] - v
		}
		kernel.Exps(z)
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

// turn replaces the logits' changes s by those of the residuals, ω p_c (s_c − Σ_j p_j s_j).
// The change of the largest logit is taken off all: the sum is then one of small p_j alone,
// and keeps its digits where one class is all but certain.
func (b *batch) turn(classes int) {
	m := b.m
	top, mean := b.top[:m], b.rest[:m]
	for j, c := range b.at[:m] {
		top[j] = b.s[c*m+j]
	}
	for c := range classes {
		for j, s := range top {
			b.s[c*m+j] -= s
		}
	}
	clear(mean)
	for c := range classes {
		for j, s := range b.s[c*m : (c+1)*m] {
			mean[j] += b.probability(c, j) * s
		}
	}
	for c := range classes {
		for j := range m {
			if b.ω[j] > 0 {
				b.s[c*m+j] = b.probability(c, j) * (b.s[c*m+j] - mean[j]/b.ω[j])
			} else {
				b.s[c*m+j] = 0
			}
		}
	}
}

// probability returns ω p_c of row j, which is its residual unless c is its class.
func (b *batch) probability(c, j int) float64 {
	if b.label[j] == c {
		return b.p[j]
	}
	return b.z[c*b.m+j]
}
