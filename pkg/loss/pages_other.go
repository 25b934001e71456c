//go:build !linux

package loss

// inHugePages is Linux's matter.
func inHugePages(x []float64) error { return nil }
