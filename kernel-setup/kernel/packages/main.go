// Command packages writes the index of the packages that cells may use without importing them, as JSON: see cell.Index.
//
//	packages FOLDER PATTERN...
//
// FOLDER is where the patterns, as `go list` takes them, mean something.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/downhill-go/downhill/kernel-setup/cell/packages"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: packages FOLDER PATTERN...")
		os.Exit(2)
	}
	index, err := packages.List(os.Args[1], os.Args[2:]...)
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(index)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "packages:", err)
		os.Exit(1)
	}
}
