package memory

import (
	"bytes"
	"errors"
	"math"
	"os"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// Apply limits what the process, and what it will start, may allocate; a Go program that wants more ends with "out of memory".
func Apply(pid int, limit uint64) error {
	err := unix.Prlimit(pid, unix.RLIMIT_DATA, &unix.Rlimit{Cur: limit, Max: limit}, nil)
	if errors.Is(err, unix.ESRCH) { // It may be over already.
		return nil
	}
	return err
}

// machineRoom is the memory that new programs can have without swapping.
func machineRoom() uint64 {
	content, _ := os.ReadFile("/proc/meminfo")
	for line := range bytes.Lines(content) {
		if rest, found := bytes.CutPrefix(line, []byte("MemAvailable:")); found {
			if fields := strings.Fields(string(rest)); len(fields) > 0 {
				if kilobytes, err := strconv.ParseUint(fields[0], 10, 64); err == nil {
					return kilobytes << 10
				}
			}
		}
	}
	return math.MaxUint64
}
