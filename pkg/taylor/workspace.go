package taylor

// A Workspace is the arena that series of one order are built in: it hands out
// coefficients one after another and takes them back all at once, so that after
// the first pass through a calculation the next ones allocate nothing.
//
// A Workspace serves one goroutine. Its series are valid until [Workspace.Reset].
type Workspace struct {
	order  int
	chunks [][]float64
	at     Mark
}

// A Mark is a position in a workspace's arena, as [Workspace.Mark] returns it.
type Mark struct{ chunk, used int }

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
	return &Workspace{order: order}
}

// Order returns the highest power of η that the workspace's series keep.
func (ws *Workspace) Order() int { return ws.order }

// Reset takes back all coefficients. Series made before it must not be used
// any more: what they hold is overwritten by the series made next.
func (ws *Workspace) Reset() { ws.at = Mark{} }

// Mark returns the arena's position, for a later [Workspace.Release].
func (ws *Workspace) Mark() Mark { return ws.at }

// Release takes back what was handed out since m was taken. Series made since
// then must not be used any more; older ones stay. It is how a long sum runs in
// the memory of one term:
//
//	sum := ws.Const(0).Full()
//	for i := range rows {
//		m := ws.Mark()
//		sum.Acc(term(i))
//		ws.Release(m)
//	}
func (ws *Workspace) Release(m Mark) { ws.at = m }

// take hands out n coefficients, with room for nothing more. They are not
// cleared.
func (ws *Workspace) take(n int) []float64 {
	for ; ws.at.chunk < len(ws.chunks); ws.at = (Mark{ws.at.chunk + 1, 0}) {
		chunk := ws.chunks[ws.at.chunk]
		if i := ws.at.used; i+n <= len(chunk) {
			ws.at.used = i + n
			return chunk[i : i+n : i+n]
		}
	}
	return ws.grow(n)
}

// grow adds a chunk twice as large as the last one and takes n coefficients
// from it. Older chunks stay where they are, since series point into them.
func (ws *Workspace) grow(n int) []float64 {
	size := chunkSeries * (ws.order + 1)
	if k := len(ws.chunks); k > 0 {
		size = 2 * len(ws.chunks[k-1])
	}
	chunk := make([]float64, max(size, n))
	ws.chunks = append(ws.chunks, chunk)
	ws.at = Mark{len(ws.chunks) - 1, n}
	return chunk[:n:n]
}
