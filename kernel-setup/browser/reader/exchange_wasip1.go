// Command reader is what the kernel in a browser's tab knows of Go: it reads a cell, remembers declarations, tells errors in words, completes,
// explains and formats, by the same package cell as the kernel in JupyterLab. It is a WASI reactor, one instance a notebook: the page writes a
// request as JSON to the place that input returns, calls answer, and finds JSON where output points.
package main

import "unsafe"

var (
	in, out []byte
	the     = newSession(packagesFolder)
)

// packagesFolder is where the worker puts the packages' export data, index and documentation.
const packagesFolder = "/packages"

func main() {}

//go:wasmexport input
func input(n int32) unsafe.Pointer {
	in = make([]byte, n)
	return unsafe.Pointer(unsafe.SliceData(in))
}

//go:wasmexport output
func output() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(out)) }

// answer answers the request in the input and returns the length of what is in the output.
//
//go:wasmexport answer
func answer() int32 {
	out = the.answer(in)
	return int32(len(out))
}
