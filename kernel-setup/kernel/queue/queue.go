// Package queue holds the requests of a kernel until it is their turn.
package queue

import "sync"

// A Queue passes requests on in the order in which they came. Its zero value is ready for use.
//
// A channel will not do: what waits in it cannot be looked at, and who closes it must know that nobody sends any more. A restart comes
// while cells wait and others are still arriving.
type Queue[T any] struct {
	mu     sync.Mutex
	comes  sync.Cond // L is mu
	items  []T
	closed bool
}

// Add puts an item at the end, and reports whether it will be handed out: after Close it will not.
func (q *Queue[T]) Add(item T) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false
	}
	q.items = append(q.items, item)
	q.comes.L = &q.mu
	q.comes.Signal()
	return true
}

// Each calls f for every item that waits, in order; f may change it.
func (q *Queue[T]) Each(f func(*T)) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for i := range q.items {
		f(&q.items[i])
	}
}

// Next waits for an item and takes it out. It returns false once the queue is closed, whatever still waits.
func (q *Queue[T]) Next() (item T, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.comes.L = &q.mu
	for len(q.items) == 0 && !q.closed {
		q.comes.Wait()
	}
	if q.closed {
		return item, false
	}
	item = q.items[0]
	q.items = q.items[1:]
	return item, true
}

// Close ends every Next. What waits is forgotten.
func (q *Queue[T]) Close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed, q.items = true, nil
	q.comes.L = &q.mu
	q.comes.Broadcast()
}
