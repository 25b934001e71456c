// Package show puts a plot into a notebook cell.
package show

import (
	_ "github.com/janpfeifer/gonb/gonbui"
	_ "gonum.org/v1/plot"
	_ "gonum.org/v1/gonum/diff/fd"
	_ "gonum.org/v1/gonum/optimize"
)
