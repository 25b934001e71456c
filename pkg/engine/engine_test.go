package main

import (
	"encoding/json"
	"math"
	"testing"
)

func TestOpenAnswersWithWhatAPageNeeds(t *testing.T) {
	var e engine
	answer, err := e.open(`{"figure":"dial","state":{"η":2,"θ":[0,9]}}`)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Index  int
		Figure struct {
			Name, Title, Try string
			Width, Height    int
			Controls         []struct {
				Kind, Name, Label, Unit string
				Min, Max, Step          []float64
				Options, Parts          []string
			}
		}
		State, Start struct{ Nums []float64 }
	}
	if err := json.Unmarshal([]byte(answer), &got); err != nil {
		t.Fatalf("%v in %s", err, answer)
	}
	if figures[got.Index].Name != "dial" || got.Figure.Name != "dial" || len(got.Figure.Controls) != 4 || got.Figure.Height == 0 {
		t.Errorf("got %+v", got)
	}
	// u, η, θ (clamped to the map), k
	if s := got.State.Nums; len(s) != 5 || s[1] != 2 || s[3] != 2 {
		t.Errorf("state %v", s)
	}
	if s := got.Start.Nums; len(s) != 5 || s[1] != 1 {
		t.Errorf("start %v", s)
	}
}

// place returns where a figure stands among all.
func place(t *testing.T, name string) int {
	for i, f := range figures {
		if f.Name == name {
			return i
		}
	}
	t.Fatalf("no figure %q", name)
	return 0
}

func TestOpenRefusesWhatIsNoSpec(t *testing.T) {
	var e engine
	for _, spec := range []string{"", "null", `{"figure":"no such"}`, `{"state":{}}`} {
		if answer, err := e.open(spec); err == nil {
			t.Errorf("%q: %s", spec, answer)
		}
	}
}

func TestAGroundThatThePageHasIsNotSentAgain(t *testing.T) {
	var e engine
	i := place(t, "descent") // whose ground depends on the loss alone
	first, id, _, _ := e.draw(i, []float64{1, 1, 1, 0}, nil, 0)
	if len(first.Ground) == 0 {
		t.Fatal("no ground at first")
	}
	moved, again, _, _ := e.draw(i, []float64{2, 0, 0, 0}, nil, id)
	if len(moved.Ground) != 0 || again != id {
		t.Errorf("ground %d has %d bytes after a move", again, len(moved.Ground))
	}
	bowl, other, _, _ := e.draw(i, []float64{2, 0, 0, 1}, nil, id)
	if len(bowl.Ground) == 0 || other == id {
		t.Error("another loss has the same ground")
	}
	back, third, _, _ := e.draw(i, []float64{2, 0, 0, 0}, nil, other)
	if third != id || string(back.Ground) != string(first.Ground) {
		t.Error("the first ground was forgotten")
	}
}

func TestGroundsAreForgottenInTheEnd(t *testing.T) {
	var e engine
	i := place(t, "momentum")
	for κ := 1.0; κ < 60; κ++ {
		if fr, _, _, ok := e.draw(i, []float64{κ}, nil, 0); !ok || len(fr.Ground) == 0 {
			t.Fatal("no ground")
		}
	}
	if len(e.grounds) != keptGrounds {
		t.Errorf("%d grounds kept, want %d", len(e.grounds), keptGrounds)
	}
}

func TestWhatDoesNotExistIsNotDrawn(t *testing.T) {
	var e engine
	for _, i := range []int{-1, len(figures), math.MaxInt32} {
		if _, _, _, ok := e.draw(i, nil, nil, 0); ok {
			t.Errorf("figure %d was drawn", i)
		}
		if line := e.cell(i, nil, nil); line != "" {
			t.Errorf("figure %d: %s", i, line)
		}
	}
}

func TestTheCellLineReproducesTheState(t *testing.T) {
	var e engine
	if got, want := e.cell(4, []float64{200, 0.5, -1, 0.25, 1}, nil), `show.Live("dial", "u", 200, "η", 0.5, "θ", []float64{-1, 0.25}, "k", true)`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
