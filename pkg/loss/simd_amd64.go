//go:build goexperiment.simd && !go1.27

package loss

import (
	"simd/archsimd"
	"unsafe"
)

// The loops over rows in vector instructions, four numbers in each, where Go is told
// to make them, GOEXPERIMENT=simd, and the processor has them. What simd/archsimd offers
// may change with each release of Go: a later one leaves this file out, and the loss
// is as fast as it is without.
//
// Loops take pointers, as a slice for each of four rows would not leave the compiler
// registers enough. Each function below that does so states before its loop what it
// is about to read.

// simd says whether this processor has AVX2 and fused multiplication and addition.
var simd = archsimd.X86.AVX2() && archsimd.X86.FMA()

// nearValues is how many values a block has that comes from memory: 8 KiB, a
// quarter of the first-level cache. The processor reads ahead by about as much, so
// memory goes on being read while a block is worked on.
const nearValues = 1 << 10

// four is four numbers side by side.
type four = archsimd.Float64x4

const fourBytes = 32

func load(p unsafe.Pointer) four { return archsimd.LoadFloat64x4((*[4]float64)(p)) }

func store(p unsafe.Pointer, v four) { v.Store((*[4]float64)(p)) }

func all(v float64) four { return archsimd.BroadcastFloat64x4(v) }

// sumOf returns the sum of v's four numbers.
func sumOf(v four) float64 {
	p := v.GetLo().Add(v.GetHi())
	return p.GetElem(0) + p.GetElem(1)
}

// addProducts adds x w to z, where x has len(z) rows of len(w) values.
func addProducts(z, x, w []float64) {
	d := len(w)
	if !simd || d < 4 {
		plainProducts(z, x, w)
		return
	}
	n := 0
	if d < longRow {
		n = len(z) &^ 3
		addFourProducts(z[:n], x[:n*d], w)
	}
	for j := n; j < len(z); j++ {
		z[j] += product(w, x[j*d:(j+1)*d])
	}
	archsimd.ClearAVXUpperBits()
}

// product returns Σ_j w_j x_j, in four sums that do not wait for each other.
func product(w, x []float64) float64 {
	x = x[:len(w)]
	p, q := unsafe.Pointer(unsafe.SliceData(w)), unsafe.Pointer(unsafe.SliceData(x))
	var a, b, c, d four
	n := len(w)
	for ; n >= 16; n -= 16 {
		a = load(q).MulAdd(load(p), a)
		b = load(unsafe.Add(q, fourBytes)).MulAdd(load(unsafe.Add(p, fourBytes)), b)
		c = load(unsafe.Add(q, 2*fourBytes)).MulAdd(load(unsafe.Add(p, 2*fourBytes)), c)
		d = load(unsafe.Add(q, 3*fourBytes)).MulAdd(load(unsafe.Add(p, 3*fourBytes)), d)
		p, q = unsafe.Add(p, 4*fourBytes), unsafe.Add(q, 4*fourBytes)
	}
	for ; n >= 4; n -= 4 {
		a = load(q).MulAdd(load(p), a)
		p, q = unsafe.Add(p, fourBytes), unsafe.Add(q, fourBytes)
	}
	s := sumOf(a.Add(b).Add(c.Add(d)))
	for j := len(w) - n; j < len(w); j++ {
		s += w[j] * x[j]
	}
	return s
}

// addFourProducts is addProducts for a multiple of four rows of at least four
// values each. The last values of a row, if they are fewer than four, are taken
// together with those before them, whose weights are 0 then: rows are finite.
func addFourProducts(z, x, w []float64) {
	if len(z) == 0 {
		return
	}
	d := len(w)
	x = x[:len(z)*d]
	var rest [4]float64
	copy(rest[4-d%4:], w[d-d%4:])
	last := archsimd.LoadFloat64x4(&rest)
	out, first, weights := unsafe.Pointer(unsafe.SliceData(z)), unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(w))
	row := uintptr(d) * 8
	for n := len(z); n > 0; n -= 4 {
		p := first
		q := unsafe.Add(p, row)
		r := unsafe.Add(q, row)
		s := unsafe.Add(r, row)
		v := weights
		var a, b, c, d four
		for m := row; m >= fourBytes; m -= fourBytes {
			w := load(v)
			a = load(p).MulAdd(w, a)
			b = load(q).MulAdd(w, b)
			c = load(r).MulAdd(w, c)
			d = load(s).MulAdd(w, d)
			p, q, r, s, v = unsafe.Add(p, fourBytes), unsafe.Add(q, fourBytes), unsafe.Add(r, fourBytes), unsafe.Add(s, fourBytes), unsafe.Add(v, fourBytes)
		}
		if row%fourBytes != 0 {
			p = unsafe.Add(first, row-fourBytes)
			a = load(p).MulAdd(last, a)
			p = unsafe.Add(p, row)
			b = load(p).MulAdd(last, b)
			p = unsafe.Add(p, row)
			c = load(p).MulAdd(last, c)
			p = unsafe.Add(p, row)
			d = load(p).MulAdd(last, d)
		}
		// [a₀+a₁, b₀+b₁, a₂+a₃, b₂+b₃] and the same of c and d: their halves, added
		// crosswise, are the four products.
		a, c = a.AddPairsGrouped(b), c.AddPairsGrouped(d)
		b = a.Select128FromPair(0, 2, c).Add(a.Select128FromPair(1, 3, c))
		store(out, load(out).Add(b))
		out, first = unsafe.Add(out, fourBytes), unsafe.Add(first, 4*row)
	}
}

// addCombination adds xᵀ r to dst, where x has len(r) rows of len(dst) values.
func addCombination(dst, x, r []float64) {
	d := len(dst)
	if !simd || d < 4 {
		plainCombination(dst, x, r)
		return
	}
	n := len(r) &^ 3
	addFourRows(dst, x[:n*d], r[:n])
	for j := n; j < len(r); j++ {
		addOneRow(dst, x[j*d:(j+1)*d], r[j])
	}
	archsimd.ClearAVXUpperBits()
}

// addFourRows is addCombination for a multiple of four rows of at least four
// values each. The last values of a row, if they are fewer than four, are summed
// together with those before them, which are left out in the end.
func addFourRows(dst, x, r []float64) {
	if len(r) == 0 {
		return
	}
	d := len(dst)
	x = x[:len(r)*d]
	sum, first, slopes := unsafe.Pointer(unsafe.SliceData(dst)), unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(r))
	row := uintptr(d) * 8
	var last four
	for n := len(r); n > 0; n -= 4 {
		slope := (*[4]float64)(slopes)
		a, b, c, d := all(slope[0]), all(slope[1]), all(slope[2]), all(slope[3])
		p := first
		q := unsafe.Add(p, row)
		r := unsafe.Add(q, row)
		s := unsafe.Add(r, row)
		out := sum
		for m := row; m >= fourBytes; m -= fourBytes {
			v := load(p).MulAdd(a, load(out))
			w := load(q).Mul(b)
			v = load(r).MulAdd(c, v)
			w = load(s).MulAdd(d, w)
			store(out, v.Add(w))
			p, q, r, s, out = unsafe.Add(p, fourBytes), unsafe.Add(q, fourBytes), unsafe.Add(r, fourBytes), unsafe.Add(s, fourBytes), unsafe.Add(out, fourBytes)
		}
		if row%fourBytes != 0 {
			p = unsafe.Add(first, row-fourBytes)
			v := load(p).MulAdd(a, last)
			p = unsafe.Add(p, row)
			w := load(p).Mul(b)
			p = unsafe.Add(p, row)
			v = load(p).MulAdd(c, v)
			p = unsafe.Add(p, row)
			last = load(p).MulAdd(d, w).Add(v)
		}
		first, slopes = unsafe.Add(first, 4*row), unsafe.Add(slopes, fourBytes)
	}
	var rest [4]float64
	last.Store(&rest)
	for j := d - d%4; j < d; j++ {
		dst[j] += rest[j-(d-4)]
	}
}

// addOneRow adds r x to dst.
func addOneRow(dst, x []float64, r float64) {
	x = x[:len(dst)]
	p, out := unsafe.Pointer(unsafe.SliceData(x)), unsafe.Pointer(unsafe.SliceData(dst))
	v := all(r)
	n := len(dst)
	for ; n >= 4; n -= 4 {
		store(out, load(p).MulAdd(v, load(out)))
		p, out = unsafe.Add(p, fourBytes), unsafe.Add(out, fourBytes)
	}
	for j := len(dst) - n; j < len(dst); j++ {
		dst[j] += r * x[j]
	}
}
