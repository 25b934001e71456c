// Package lazy holds values that are made when they are first asked for.
//
// sync.OnceValue does that, too, but a package's variable made by it is set up
// when the program starts, so that every program keeps the value's function and
// all it calls. The zero Value needs no setting up: the linker drops what
// nobody asks for, and a notebook's cell that only plots is linked without the
// exercises and the live figures.
package lazy

import "sync"

// A Value is made at its first Get. Its zero value is ready for use, from
// several goroutines at once; it must not be copied after that.
type Value[T any] struct {
	once  sync.Once
	value T
}

// Get returns the value, made by make if this is the first call.
func (v *Value[T]) Get(make func() T) T {
	v.once.Do(func() { v.value = make() })
	return v.value
}
