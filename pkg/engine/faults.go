//go:build faults

package main

import "github.com/downhill-go/downhill/pkg/live"

// With -tags faults the module has figures that go wrong at the turn of a
// slider, so that tests can see what a page does then.
func init() {
	for name, fault := range map[string]func(){
		"fault-panic":    func() { panic("fault") },
		"fault-deadlock": func() { <-make(chan int) },
		"fault-stack":    func() { deep(0) },
		"fault-memory": func() {
			for {
				hoard = append(hoard, make([]byte, 1<<28))
			}
		},
	} {
		figures = append(figures, &live.Figure{
			Name: name, Title: "A figure that fails", Try: "Move the slider.", Height: 120,
			Controls: []live.Control{live.NewRange("x", "x", 0, 1, 0.5, 0)},
			Draw: func(c *live.Canvas, s live.State) string {
				if s.Num("x") > 0 {
					fault()
				}
				return "well"
			},
		})
	}
}

var hoard [][]byte

func deep(n int) int { return deep(n+1) + 1 }
