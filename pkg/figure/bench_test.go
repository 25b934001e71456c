package figure

import "testing"

// A plot cell draws one figure: these are the parts of its time that are ours.
func BenchmarkSVG(b *testing.B) {
	all := gallery()
	for _, name := range []string{"contours", "data", "losses", "cloud"} {
		b.Run(name, func(b *testing.B) {
			p := all[name]()
			for b.Loop() {
				SVG(p, 0, 0, "title", "")
			}
		})
	}
}
