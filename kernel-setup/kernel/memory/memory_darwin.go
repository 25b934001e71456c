package memory

import (
	"math"

	"golang.org/x/sys/unix"
)

// Apply does nothing: macOS has no limit that ends a program. Careful still makes it collect garbage before it takes more than the limit.
func Apply(int, uint64) error { return nil }

// machineRoom is half of the machine's memory: macOS does not tell how much of it is free.
func machineRoom() uint64 {
	total, err := unix.SysctlUint64("hw.memsize")
	if err != nil {
		return math.MaxUint64
	}
	return total / 2
}
