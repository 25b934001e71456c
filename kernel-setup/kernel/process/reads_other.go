//go:build !linux

package process

// ReadsInput reports whether a program waits for its standard input, and whether that can be seen at all: here it cannot.
func ReadsInput(int) (waits, known bool) { return false, false }
