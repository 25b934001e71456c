package taylor

import "math"

// A Workspace is the arena that series of one order are built in: it hands out
// coefficients one after another and takes them back all at once, so that after
// the first pass through a calculation the next ones allocate nothing.
//
// A Workspace serves one goroutine. Its series are valid until [Workspace.Reset].
type Workspace struct {
	order   int
	inverse []float64 // 1/k, for recurrences that must not wait for a division
	chunks  [][]float64
	buf     []float64 // the chunk in use
	at      place
	serial  uint64 // of the last series made
}

// A Mark is a position in a workspace's arena, as [Workspace.Mark] returns it.
type Mark struct {
	ws *Workspace
	at place
}

type place struct{ chunk, used int }

// chunkSeries is how many full series the first chunk of an arena holds: enough
// for a loss of a few rows, small enough (5 KiB at order 20) to stay in a
// processor's first-level cache.
const chunkSeries = 32

// NewWorkspace returns a workspace whose series keep the coefficients
// c_0 … c_order. It panics if order is negative.
func NewWorkspace(order int) *Workspace {
	if order < 0 {
		panic("taylor: order is negative")
	}
	ws := &Workspace{order: order, inverse: make([]float64, order+1)}
	for k := 1; k <= order; k++ {
		ws.inverse[k] = 1 / float64(k)
	}
	return ws
}

// Order returns the highest power of η that the workspace's series keep.
func (ws *Workspace) Order() int { return ws.order }

// Reset takes back all coefficients. Series made before it must not be used
// any more: what they hold is overwritten by the series made next, and from then on they
// panic.
func (ws *Workspace) Reset() { ws.goTo(place{}) }

// Mark returns the arena's position, for a later [Workspace.Release].
func (ws *Workspace) Mark() Mark { return Mark{ws, ws.at} }

// Release takes back what was handed out since m, a mark of this workspace, was
// taken. Series made since then must not be used any more, as after a Reset; older ones
// stay. It is
// how a long sum runs in the memory of one term:
//
//	sum := ws.Const(0).Full()
//	for i := range rows {
//		m := ws.Mark()
//		sum.Acc(term(i))
//		ws.Release(m)
//	}
//
// It panics if m is a mark of another workspace, or beyond all that is handed out, as
// after a Reset.
func (ws *Workspace) Release(m Mark) {
	if m.ws != ws {
		panic("taylor: mark of another workspace")
	}
	if m.at.chunk > ws.at.chunk || m.at.chunk == ws.at.chunk && m.at.used > ws.at.used {
		panic("taylor: mark of what has been taken back")
	}
	ws.goTo(m.at)
}

func (ws *Workspace) goTo(p place) {
	if p.chunk != ws.at.chunk {
		ws.buf = ws.chunks[p.chunk]
	}
	ws.at = p
}

// series returns a series of n coefficients to be filled in. Before them stands the
// series' serial number: memory is handed out from front to back, so whatever overwrites
// a coefficient has overwritten the number, and a series whose number is gone is stale.
func (ws *Workspace) series(n int) Series {
	c := ws.take(n + 1)
	ws.serial++
	s := math.Float64frombits(serialBits | ws.serial)
	c[0] = s
	return Series{c[1:], ws, s}
}

// serialBits makes a NaN of a serial number, with bits that no calculation gives.
const serialBits = 0xfffd << 48

// take hands out n coefficients, with room for nothing more. They are not
// cleared.
func (ws *Workspace) take(n int) []float64 {
	i := ws.at.used
	if j := i + n; j <= len(ws.buf) {
		ws.at.used = j
		return ws.buf[i:j:j]
	}
	return ws.next(n)
}

// next goes on to the first chunk that has room for n coefficients, adding one
// twice as large as the last if there is none, and takes them from it. Older chunks stay
// where they are, since series point into them.
func (ws *Workspace) next(n int) []float64 {
	if len(ws.chunks) > 0 {
		ws.at.chunk++
	}
	for ws.at.chunk < len(ws.chunks) && len(ws.chunks[ws.at.chunk]) < n {
		ws.at.chunk++
	}
	if ws.at.chunk == len(ws.chunks) {
		size := chunkSeries * (ws.order + 2) << len(ws.chunks)
		ws.chunks = append(ws.chunks, make([]float64, max(size, n)))
	}
	ws.buf = ws.chunks[ws.at.chunk]
	ws.at.used = n
	return ws.buf[:n:n]
}
