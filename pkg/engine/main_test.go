//go:build !engine

package main

import (
	"strings"
	"testing"
)

func TestSamplesAreTheSameEachTimeAndCoverEveryFigure(t *testing.T) {
	a, b := samples(2), samples(2)
	if len(a) != 2*len(figures) {
		t.Fatalf("%d samples", len(a))
	}
	for i := range a {
		if a[i].Hash != b[i].Hash || strings.TrimSpace(a[i].Reading) == "" {
			t.Errorf("%s: %s and %s", a[i].Figure, a[i].Hash, b[i].Hash)
		}
	}
}
