//go:build goexperiment.simd && !go1.27

package loss

import (
	"simd/archsimd"
	"unsafe"
)

// The loops over rows in vector instructions, four numbers in each, where Go is told
// to make them, by GOEXPERIMENT=simd, and the processor has them. What simd/archsimd
// offers may change with each release of Go: a later one leaves this file out, and the
// loss is as fast as it is without.
//
// Loops take pointers, as a slice for each row would not leave the compiler enough
// registers. Before a loop stands what checks the lengths. No pointer is ever made that
// points beyond what it was taken from, as Go's collector would take it for another
// object's: only offsets go there.

// simd says whether this processor has AVX2 and fused multiplication and addition.
var simd = archsimd.X86.AVX2() && archsimd.X86.FMA()

// farValues is from how many values on rows come from beyond the second-level cache.
// nearValues is how many values a block of them has, unless eight rows have more than
// twice as many: 8 KiB, a quarter of the first-level cache. The processor reads ahead by
// about as much, so memory goes on being read while a block is worked on.
var farValues, nearValues = func() (int, int) {
	if !simd {
		return plainFarValues, blockValues
	}
	return 1 << 17, 1 << 10
}()

// four is four numbers side by side.
type four = archsimd.Float64x4

const fourBytes = 32

func load(p unsafe.Pointer, at uintptr) four {
	return archsimd.LoadFloat64x4((*[4]float64)(unsafe.Add(p, at)))
}

func store(p unsafe.Pointer, at uintptr, v four) { v.Store((*[4]float64)(unsafe.Add(p, at))) }

// start returns where x begins.
func start(x []float64) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(x)) }

func all(v float64) four { return archsimd.BroadcastFloat64x4(v) }

// sumOf returns the sum of v's four numbers.
func sumOf(v four) float64 {
	p := v.GetLo().Add(v.GetHi())
	return p.GetElem(0) + p.GetElem(1)
}

// addProducts adds x w to z, where x has len(z) rows of len(w) values; far says that
// they come from memory, which is read fastest in one stream. From longRow features on
// four rows at a time are four.
func addProducts(z, x, w []float64, far bool) {
	const longRow = 36
	d := len(w)
	if !simd || d < 4 {
		plainProducts(z, x, w, far)
		return
	}
	n := 0
	if !far || d < longRow {
		n = len(z) &^ 3
		addFourProducts(z[:n], x[:n*d], w)
	}
	addEachProduct(z[n:], x[n*d:], w)
	archsimd.ClearAVXUpperBits()
}

// addEachProduct is addProducts for rows one after another, each in four sums that do
// not wait for each other.
func addEachProduct(z, x, w []float64) {
	d := len(w)
	v, end := start(w), uintptr(d)*8
	for j := range z {
		row := x[j*d:][:d]
		p := start(row)
		var a, b, c, e four
		at := uintptr(0)
		for ; at+4*fourBytes <= end; at += 4 * fourBytes {
			a = load(p, at).MulAdd(load(v, at), a)
			b = load(p, at+fourBytes).MulAdd(load(v, at+fourBytes), b)
			c = load(p, at+2*fourBytes).MulAdd(load(v, at+2*fourBytes), c)
			e = load(p, at+3*fourBytes).MulAdd(load(v, at+3*fourBytes), e)
		}
		for ; at+fourBytes <= end; at += fourBytes {
			a = load(p, at).MulAdd(load(v, at), a)
		}
		s := sumOf(a.Add(b).Add(c.Add(e)))
		for i := int(at / 8); i < d; i++ {
			s += row[i] * w[i]
		}
		z[j] += s
	}
}

// addFourProducts is addProducts for a multiple of four rows of at least four
// values each. The last values of a row, if they are fewer than four, are taken
// together with those before them, whose weights are 0 then. A row that is not finite
// has no finite product anyway.
func addFourProducts(z, x, w []float64) {
	d := len(w)
	x = x[:len(z)*d]
	var rest [4]float64
	copy(rest[4-d%4:], w[d-d%4:])
	last := archsimd.LoadFloat64x4(&rest)
	v, row := start(w), uintptr(d)*8
	whole := row &^ (fourBytes - 1)
	for j := 0; j < len(z); j += 4 {
		p := start(x[j*d:])
		q := unsafe.Add(p, row)
		r := unsafe.Add(q, row)
		s := unsafe.Add(r, row)
		var a, b, c, e four
		for at := uintptr(0); at < whole; at += fourBytes {
			w := load(v, at)
			a = load(p, at).MulAdd(w, a)
			b = load(q, at).MulAdd(w, b)
			c = load(r, at).MulAdd(w, c)
			e = load(s, at).MulAdd(w, e)
		}
		if whole < row {
			at := row - fourBytes
			a = load(p, at).MulAdd(last, a)
			b = load(q, at).MulAdd(last, b)
			c = load(r, at).MulAdd(last, c)
			e = load(s, at).MulAdd(last, e)
		}
		// [a₀+a₁, b₀+b₁, a₂+a₃, b₂+b₃] and the same of c and e: their halves, added
		// crosswise, are the four products.
		a, c = a.AddPairsGrouped(b), c.AddPairsGrouped(e)
		b = a.Select128FromPair(0, 2, c).Add(a.Select128FromPair(1, 3, c))
		out := (*[4]float64)(z[j:])
		archsimd.LoadFloat64x4(out).Add(b).Store(out)
	}
}

// addCombination adds xᵀ r to dst, where x has len(r) rows of len(dst) values.
func addCombination(dst, x, r []float64) {
	d := len(dst)
	if !simd || d < 4 {
		plainCombination(dst, x, r)
		return
	}
	n := len(r) &^ 7
	addEightRows(dst, x[:n*d], r[:n])
	for j := n; j < len(r); j++ {
		addOneRow(dst, x[j*d:(j+1)*d], r[j])
	}
	archsimd.ClearAVXUpperBits()
}

// addEightRows is addCombination for a multiple of eight rows of at least four
// values each. The last values of a row, if they are fewer than four, are summed
// apart, together with those before them, which are left out in the end.
func addEightRows(dst, x, r []float64) {
	n := len(dst)
	x = x[:len(r)*n]
	sums, row := start(dst), uintptr(n)*8
	var last [4]float64
	for j := 0; j < len(r); j += 8 {
		p, r := start(x[j*n:]), (*[8]float64)(r[j:])
		a, b, c, d, e, f, g, h := all(r[0]), all(r[1]), all(r[2]), all(r[3]), all(r[4]), all(r[5]), all(r[6]), all(r[7])
		for at := uintptr(0); at < row; at += fourBytes {
			q, out := unsafe.Add(p, at), unsafe.Add(sums, at)
			if at+fourBytes > row {
				q, out = unsafe.Add(p, row-fourBytes), unsafe.Pointer(&last)
			}
			v, w := load(q, 0).MulAdd(a, load(out, 0)), load(q, row).Mul(b)
			q = unsafe.Add(q, 2*row)
			v, w = load(q, 0).MulAdd(c, v), load(q, row).MulAdd(d, w)
			q = unsafe.Add(q, 2*row)
			v, w = load(q, 0).MulAdd(e, v), load(q, row).MulAdd(f, w)
			q = unsafe.Add(q, 2*row)
			v, w = load(q, 0).MulAdd(g, v), load(q, row).MulAdd(h, w)
			store(out, 0, v.Add(w))
		}
	}
	for i, v := range last[4-n%4:] {
		dst[n-n%4+i] += v
	}
}

// addOneRow adds r x to dst.
func addOneRow(dst, x []float64, r float64) {
	x = x[:len(dst)]
	p, out, v := start(x), start(dst), all(r)
	n := len(dst) &^ 3
	for at := uintptr(0); at < uintptr(n)*8; at += fourBytes {
		store(out, at, load(p, at).MulAdd(v, load(out, at)))
	}
	for i := n; i < len(dst); i++ {
		dst[i] += r * x[i]
	}
}
