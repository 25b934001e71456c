package loss

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unsafe"
)

func TestLargeRowsMoveToHugePagesWithTheirValues(t *testing.T) {
	x := make([]float64, 4*hugeValues)
	for i := range x {
		x[i] = float64(i % 1021)
	}
	before := slices.Clone(x)
	if err := inHugePages(x); err != nil {
		t.Skipf("this kernel gives none: %v", err)
	}
	if !slices.Equal(x, before) {
		t.Fatal("values changed")
	}
	if kB := hugeKilobytes(t, &x[len(x)/2]); kB < hugePage/1024 {
		t.Errorf("%d kB of the rows' memory are in huge pages", kB)
	}
}

// hugeKilobytes returns how much of the mapping that holds v is in huge pages.
func hugeKilobytes(t *testing.T, v *float64) (kB int) {
	maps, err := os.Open("/proc/self/smaps")
	if err != nil {
		t.Skip(err)
	}
	defer maps.Close()
	here := false
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		var from, to uintptr
		if n, _ := fmt.Sscanf(lines.Text(), "%x-%x ", &from, &to); n == 2 {
			at := uintptr(unsafe.Pointer(v))
			here = from <= at && at < to
		} else if rest, ok := strings.CutPrefix(lines.Text(), "AnonHugePages:"); ok && here {
			fmt.Sscan(rest, &kB)
		}
	}
	return kB
}

func TestRowsOfAnyLengthAndAlignmentMayBeAskedFor(t *testing.T) {
	x := make([]float64, hugeValues+hugePage/8)
	for _, skip := range []int{0, 1, 7, 511, 512, hugePage/8 - 1} {
		for _, n := range []int{0, 1, hugeValues - 1, hugeValues, hugeValues + 1, len(x) - skip} {
			inHugePages(x[skip : skip+n]) // the race detector and checkptr watch; EAGAIN is an answer
		}
	}
}
