package explore

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"io"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/downhill-go/downhill/pkg/internal/random"
	"github.com/downhill-go/downhill/pkg/live"
)

// sound fails on a frame that is not XML of the kind a page with a strict policy
// takes, on a number that is not one, and on a reading that says nothing.
func sound(t *testing.T, f *live.Figure, s live.State) live.Frame {
	t.Helper()
	fr := f.Frame(s)
	d := xml.NewDecoder(bytes.NewReader(f.SVG(fr)))
	for {
		tok, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%s %v: not XML: %v", f.Name, s.Nums(), err)
		}
		e, ok := tok.(xml.StartElement)
		if !ok {
			continue
		}
		if e.Name.Local == "style" || e.Name.Local == "script" {
			t.Fatalf("%s: a %s element", f.Name, e.Name.Local)
		}
		for _, a := range e.Attr {
			if a.Name.Local == "class" || a.Name.Local == "style" || a.Name.Local == "id" {
				t.Fatalf("%s: attribute %s", f.Name, a.Name.Local)
			}
			if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
				t.Fatalf("%s %v: %s=%q", f.Name, s.Nums(), a.Name.Local, a.Value)
			}
		}
	}
	if len(fr.Reading) < 20 || !strings.HasSuffix(fr.Reading, ".") {
		t.Fatalf("%s %v: reading %q", f.Name, s.Nums(), fr.Reading)
	}
	for i, c := range f.Controls {
		if p := fr.Places[i]; (c.Kind == live.Point || c.Kind == live.Direction) && (p == live.Place{} || math.IsNaN(p.A+p.B+p.C+p.D)) {
			t.Fatalf("%s %v: %s has no handle: %v", f.Name, s.Nums(), c.Name, p)
		}
	}
	return fr
}

func TestEveryFigureIsSoundInItsStartAndInRandomStates(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, f := range All() {
		sound(t, f, f.Start())
		for range 60 {
			sound(t, f, random.State(f, rng))
		}
	}
}

func TestEveryFigureIsSoundAtTheCornersOfItsRanges(t *testing.T) {
	for _, f := range All() {
		n := f.Slots()
		for corner := range 1 << n {
			nums := make([]float64, n)
			for i := range nums {
				nums[i] = math.Inf(1 - 2*(corner>>i&1))
			}
			sound(t, f, f.NewState(nums, nil))
		}
	}
}

func TestTheSameStateGivesTheSameBytes(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, f := range All() {
		s := random.State(f, rng)
		first := f.Frame(s)
		f.Frame(random.State(f, rng)) // what is drawn in between must leave no trace
		again := f.Frame(s)
		if !bytes.Equal(first.Ground, again.Ground) || !bytes.Equal(first.Front, again.Front) || first.Reading != again.Reading || !slices.Equal(first.Places, again.Places) {
			t.Errorf("%s: two frames of one state differ", f.Name)
		}
	}
}

func TestTheGroundDependsOnNothingButWhatItNames(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, f := range All() {
		s := f.Start()
		want := f.DrawGround(s)
		for range 20 {
			other := random.State(f, rng)
			slot := 0
			for _, c := range f.Controls {
				if c.Kind == live.Text {
					copy(other.Texts(), s.Texts()) // there is one at most, and its figure's ground is drawn from it
				} else if slices.Contains(f.GroundOf, c.Name) {
					copy(other.Nums()[slot:], s.Nums()[slot:slot+c.Slots()])
				}
				slot += c.Slots()
			}
			if !bytes.Equal(f.DrawGround(other), want) {
				t.Fatalf("%s: the ground changed with %v", f.Name, other.Nums())
			}
		}
	}
}

func TestNamesAreUniqueAndEveryFigureSaysWhatToTry(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range All() {
		if seen[f.Name] || f.Title == "" || !strings.HasSuffix(f.Try, ".") || strings.HasSuffix(f.Title, ".") {
			t.Errorf("%s: title %q, try %q", f.Name, f.Title, f.Try)
		}
		seen[f.Name] = true
		if s := f.Start(); !slices.Equal(s.Nums(), f.NewState(s.Nums(), nil).Nums()) || !slices.Equal(s.Texts(), f.NewState(nil, s.Texts()).Texts()) {
			t.Errorf("%s: its start is out of range", f.Name)
		}
	}
}

func FuzzDraw(f *testing.F) {
	f.Add(uint8(0), []byte{})
	f.Add(uint8(4), binary.LittleEndian.AppendUint64(nil, math.Float64bits(math.NaN())))
	f.Add(uint8(5), binary.LittleEndian.AppendUint64(nil, math.Float64bits(math.Inf(1))))
	f.Fuzz(func(t *testing.T, which uint8, raw []byte) {
		var nums []float64
		for len(raw) >= 8 && len(nums) < 12 {
			nums = append(nums, math.Float64frombits(binary.LittleEndian.Uint64(raw)))
			raw = raw[8:]
		}
		fig := All()[int(which)%len(All())]
		sound(t, fig, fig.NewState(nums, nil))
	})
}
