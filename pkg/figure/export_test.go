package figure

import (
	"math"
	"strings"
	"testing"
)

// Boxes returns the boxes round the paths of straight parts of a picture: x, y from and to.
func Boxes(t *testing.T, svg []byte) (boxes [][4]float64) {
	for _, e := range parse(t, svg) {
		if e.name != "path" || strings.ContainsAny(e.attr["d"], "aAcCqQ") || e.attr["id"] != "" {
			continue
		}
		b := [4]float64{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
		for _, part := range points(t, e.attr["d"]) {
			for _, p := range part {
				b[0], b[1], b[2], b[3] = min(b[0], p.x), min(b[1], p.y), max(b[2], p.x), max(b[3], p.y)
			}
		}
		boxes = append(boxes, b)
	}
	return boxes
}
