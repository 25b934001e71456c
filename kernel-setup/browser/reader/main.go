//go:build !wasip1

package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprintln(os.Stderr, "reader runs in a browser's tab: build it with GOOS=wasip1 GOARCH=wasm")
	os.Exit(2)
}
