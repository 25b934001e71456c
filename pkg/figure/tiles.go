package figure

import (
	"image"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"github.com/downhill-go/downhill/pkg/ink"
)

// A Tile is a small image with its name. Pixels has them row by row from the top: 0
// is blank, 1 black, and −1 as full a tone of another colour, for weights that speak
// against.
type Tile struct {
	Pixels []float64
	Label  string
}

// Tiles returns a figure of small images, each a row of pixels width wide after the
// other, with its name below: columns of them side by side, row after row. A pixel
// beyond ±1 is drawn as ±1, one that is NaN as blank. There are no axes.
//
// It panics if width or columns is not positive, if there are no tiles, or if one is
// not made of whole rows or not of as many as the first.
func Tiles(width, columns int, tiles ...Tile) *plot.Plot {
	if width < 1 || columns < 1 || len(tiles) == 0 {
		panic("figure: tiles want a width, columns and at least one tile")
	}
	for _, t := range tiles {
		if n := len(t.Pixels); n == 0 || n%width != 0 || n != len(tiles[0].Pixels) {
			panic("figure: a tile is not made of as many whole rows as the first")
		}
	}
	p := New()
	p.HideAxes()
	lookOf(p).noAxes = true
	m := &mosaic{tiles, width, columns}
	p.Add(m)
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = 0, 1, 0, 1
	_, _, tall := m.cell(ink.Width - 2*pad)
	return Size(p, ink.Width, math.Round(float64(m.rows())*tall+2*pad-rowGap))
}

// mosaic draws tiles, the first at the top left.
type mosaic struct {
	tiles          []Tile
	width, columns int
}

// Distances between tiles and below them in px.
const (
	tileGap = 12.0
	nameGap = 5.0 // between a tile and its name
	rowGap  = 10.0
)

func (m *mosaic) rows() int { return (len(m.tiles) + m.columns - 1) / m.columns }

// cell returns the size of a tile in a data area so wide, in px, and the height of its
// row, with the name and the distance to the next.
func (m *mosaic) cell(area float64) (w, h, row float64) {
	w = (area+tileGap)/float64(m.columns) - tileGap
	h = w * float64(len(m.tiles[0].Pixels)/m.width) / float64(m.width)
	row = h + rowGap
	for _, t := range m.tiles {
		if t.Label != "" {
			return w, h, row + nameGap + 1.1*capEm*ink.NoteSize
		}
	}
	return w, h, row
}

// Plot draws the tiles.
func (m *mosaic) Plot(c draw.Canvas, p *plot.Plot) {
	hand, _ := p.TextHandler.(*typesetter)
	w, h, row := m.cell((c.Max.X - c.Min.X).Points())
	// A canvas that is not as tall as the figure asks gets smaller tiles, in the middle.
	k := min(1, (c.Max.Y-c.Min.Y).Points()/(float64(m.rows())*row-rowGap))
	if w <= 0 || !(k > 0) {
		return
	}
	left := c.Min.X.Points() + (1-k)/2*(c.Max.X-c.Min.X).Points()
	for i, t := range m.tiles {
		x := left + k*(w+tileGap)*float64(i%m.columns)
		y := c.Max.Y.Points() - k*row*float64(i/m.columns)
		r := vg.Rectangle{Min: vg.Point{X: vg.Length(x), Y: vg.Length(y - k*h)}, Max: vg.Point{X: vg.Length(x + k*w), Y: vg.Length(y)}}
		c.DrawImage(r, t.image(m.width))
		c.SetLineStyle(draw.LineStyle{Color: ink.Soft, Width: ink.Hair})
		c.Stroke(r.Path())
		if t.Label != "" && hand != nil {
			size := k * ink.NoteSize
			wide, tall := textSize(hand, t.Label, size)
			at := vg.Point{X: vg.Length(x + k*w/2 - wide/2), Y: r.Min.Y - vg.Length(k*nameGap+tall)}
			drawPlain(c.Canvas, hand, t.Label, vg.Length(size), ink.Text, at)
		}
	}
}

// enlarged is the side in px of the square that stands for a pixel: what smooths
// images that it enlarges, as some viewers do, then smooths little.
const enlarged = 4

// image returns the tile's pixels in colour. Tones are few, and by number they
// take a third of the bytes.
func (t Tile) image(width int) image.Image {
	height := len(t.Pixels) / width
	var tones color.Palette
	number := map[ink.Color]uint8{}
	for _, v := range t.Pixels {
		if c := tone(v); len(tones) < 256 {
			if _, known := number[c]; !known {
				number[c] = uint8(len(tones))
				tones = append(tones, c)
			}
		}
	}
	out := image.NewPaletted(image.Rect(0, 0, enlarged*width, enlarged*height), tones)
	for y := range enlarged * height {
		for x := range enlarged * width {
			c := tone(t.Pixels[y/enlarged*width+x/enlarged])
			n, known := number[c]
			if !known {
				n = uint8(tones.Index(c))
			}
			out.SetColorIndex(x, y, n)
		}
	}
	return out
}

// tone returns the colour of a pixel, to a thirty-second: the eye sees no finer,
// and an image of few tones is small.
func tone(v float64) ink.Color {
	v = math.Round(32*v) / 32
	switch {
	case v > 0:
		return ink.Card.Mix(ink.Text, v)
	case v < 0:
		return ink.Card.Mix(ink.Bad, -v)
	}
	return ink.Card
}
