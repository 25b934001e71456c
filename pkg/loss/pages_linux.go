package loss

import (
	"syscall"
	"unsafe"
)

const (
	hugePage = 2 << 20
	// From here on, rows outgrow what the processor finds without looking up pages.
	hugeValues = 2 * hugePage / 8
	// madvCollapse is Linux's MADV_COLLAPSE (6.1 on), which package syscall does not name.
	madvCollapse = 25
)

// inHugePages asks the kernel to put the rows x into huge pages, where reading them
// from front to back is up to 1.8 times as fast: a page of 4 KiB ends each time before
// the processor has understood that it is to fetch ahead. Nothing but speed depends
// on it, and no value changes; the error says that the kernel would not.
func inHugePages(x []float64) error {
	if len(x) < hugeValues {
		return nil
	}
	start := unsafe.Pointer(unsafe.SliceData(x))
	skip := -uintptr(start) % hugePage
	inner := (uintptr(8*len(x)) - skip) / hugePage * hugePage
	return syscall.Madvise(unsafe.Slice((*byte)(unsafe.Add(start, skip)), inner), madvCollapse)
}
