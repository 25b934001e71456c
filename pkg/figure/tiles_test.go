package figure

import (
	"bytes"
	"encoding/base64"
	"image/png"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/downhill-go/downhill/pkg/ink"
)

// Every pixel of a tile is found in the picture, in its tone and at its place.
func TestTilesShowEveryPixelInItsTone(t *testing.T) {
	pixels := []float64{0, 0.25, 0.5, 1, -1, -0.5, 7, -7, math.NaN()}
	images := with(drawn(t, Tiles(3, 1, Tile{Pixels: pixels})), "image", "preserveAspectRatio", "none")
	if len(images) != 1 {
		t.Fatalf("%d images", len(images))
	}
	data, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(images[0].attr["href"], "data:image/png;base64,"))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	side := img.Bounds().Dx() / 3
	if img.Bounds().Dy() != 3*side {
		t.Fatalf("image of %v", img.Bounds())
	}
	for i, want := range []ink.Color{ink.Card, ink.Card.Mix(ink.Text, 0.25), ink.Card.Mix(ink.Text, 0.5), ink.Text, ink.Bad, ink.Card.Mix(ink.Bad, 0.5), ink.Text, ink.Bad, ink.Card} {
		r, g, b, _ := img.At(i%3*side+side/2, i/3*side+side/2).RGBA()
		if got := (ink.Color{R: uint8(r >> 8), G: uint8(g >> 8), B: uint8(b >> 8)}); got != want {
			t.Errorf("pixel %d of %g is %v, want %v", i, pixels[i], got, want)
		}
	}
}

func TestTilesStandInRowsOnTheCardAndDoNotTouch(t *testing.T) {
	tiles := make([]Tile, 23)
	for i := range tiles {
		tiles[i] = Tile{make([]float64, 64), "1 → 8"}
	}
	p := Tiles(8, 10, tiles...)
	w, h := NaturalSize(p, 0, 0)
	type box struct{ x0, y0, x1, y1 float64 }
	var at []box
	for _, e := range with(drawn(t, p), "image", "preserveAspectRatio", "none") {
		var v [4]float64
		for i, k := range []string{"x", "y", "width", "height"} {
			v[i], _ = strconv.ParseFloat(e.attr[k], 64)
		}
		b := box{v[0], v[1], v[0] + v[2], v[1] + v[3]}
		if math.Abs(v[2]-v[3]) > 0.02 { // each side is rounded to 0.01 px
			t.Errorf("a square image is %g × %g", v[2], v[3])
		}
		if b.x0 < pad-0.01 || b.y0 < pad-0.01 || b.x1 > w-pad+0.01 || b.y1 > h-pad {
			t.Errorf("%v of a %g × %g card", b, w, h)
		}
		for _, o := range at {
			if b.x0 < o.x1 && o.x0 < b.x1 && b.y0 < o.y1 && o.y0 < b.y1 {
				t.Errorf("%v covers %v", b, o)
			}
		}
		at = append(at, b)
	}
	if len(at) != 23 || at[10].x0 != at[0].x0 || at[10].y0 <= at[0].y1 {
		t.Errorf("%d images; the eleventh at %v under the first at %v", len(at), at[10], at[0])
	}
}
