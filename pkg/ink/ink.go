// Package ink is the course's one look: the colours with their meanings, line
// weights and type sizes that static figures (package figure) and live ones
// (package live) share, so that ∇L is purple and u is green wherever they are
// drawn.
//
// It imports nothing, because live figures are compiled into a WebAssembly
// module in which every package is paid for.
package ink

// A Color is an opaque sRGB colour. It is an image/color.Color without
// importing that package.
type Color struct{ R, G, B uint8 }

// RGBA returns the colour as image/color.Color wants it: premultiplied by an
// alpha of 1, each channel in [0, 0xffff].
func (c Color) RGBA() (r, g, b, a uint32) {
	return uint32(c.R) * 0x101, uint32(c.G) * 0x101, uint32(c.B) * 0x101, 0xffff
}

// Hex returns the colour as SVG and CSS want it: "#0063a8".
func (c Color) Hex() string {
	const digits = "0123456789abcdef"
	return string([]byte{'#',
		digits[c.R>>4], digits[c.R&15],
		digits[c.G>>4], digits[c.G&15],
		digits[c.B>>4], digits[c.B&15]})
}

// Mix returns the colour a fraction t of the way from c to d, channel by
// channel: Mix(d, 0) is c and Mix(d, 1) is d. Values of t outside [0, 1] are
// taken as the nearer end.
func (c Color) Mix(d Color, t float64) Color {
	t = min(max(t, 0), 1)
	between := func(a, b uint8) uint8 {
		return uint8(float64(a) + t*(float64(b)-float64(a)) + 0.5)
	}
	return Color{between(c.R, d.R), between(c.G, d.G), between(c.B, d.B)}
}

// The ground of a figure. A figure is an opaque card with its own background,
// so that it reads in a dark page too; contrast is held against Card.
var (
	Card = Color{0xff, 0xff, 0xff} // the card itself
	Text = Color{0x1f, 0x23, 0x28} // axis labels, notes
	Soft = Color{0x57, 0x60, 0x6a} // axes, tick labels, reference lines
	Grid = Color{0xdc, 0xe0, 0xe5} // grid lines: meant to be barely there
)

// The letters of the derivation. Lines and text in these colours have a
// contrast of at least 4.5:1 on Card, and those that meet in one figure stay
// apart for readers who do not see red and green alike.
var (
	Theta     = Color{0x1f, 0x23, 0x28} // θ, the point we stand on
	Gradient  = Color{0x8e, 0x35, 0x78} // ∇L
	Direction = Color{0x00, 0x75, 0x5c} // u, Δθ
	Path      = Color{0xb4, 0x48, 0x00} // the descent's path
	Curve     = Color{0x00, 0x63, 0xa8} // the true thing: φ(η), the fitted curve
	Approx    = Color{0xb4, 0x48, 0x00} // what stands for it: tangent, polynomial, prediction
	Mark      = Color{0x8e, 0x35, 0x78} // a value pointed out, such as 31 °F
)

// Loss contours, from the lowest level to the highest, and their labels.
var (
	Low   = Color{0x2b, 0x55, 0x7d} // the line of the lowest level
	High  = Color{0x7f, 0x96, 0xac} // the line of the highest level
	Level = Color{0x3d, 0x53, 0x69} // the number on the line
)

// Data and moves, told apart by shape as well as by colour.
var (
	Yes      = Color{0xb4, 0x48, 0x00} // the event happened
	No       = Color{0x00, 0x63, 0xa8} // it did not
	Good     = Color{0x00, 0x75, 0x5c} // a move that goes down
	Bad      = Color{0xb4, 0x48, 0x00} // a move that goes up
	GoodFill = Color{0xdf, 0xf1, 0xea} // the half-plane of good moves
)

// Glaze is the alpha, of 255, with which Good lies over a figure to tint the
// half-plane of good moves and let the contours below it through.
const Glaze = 0x1e

// Cycle gives the colours of several lines of one kind (runs with different η,
// say), in the order in which they are told apart best. Lines should also
// carry their names beside them: colour alone is no legend.
var Cycle = [...]Color{
	{0x00, 0x63, 0xa8}, // blue
	{0xb4, 0x48, 0x00}, // vermilion
	{0x00, 0x75, 0x5c}, // green
	{0x8e, 0x35, 0x78}, // purple
	{0x57, 0x60, 0x6a}, // grey
}

// Line weights in px of a figure drawn at its own size.
const (
	Hair  = 0.75 // grid lines
	Thin  = 1.25 // axes, contours, reference lines
	Line  = 2.25 // curves, paths
	Heavy = 2.75 // arrows
	Dot   = 4.5  // radius of a marked point
	Step  = 2.2  // radius of a step's dot on a path
	Halo  = 4.0  // width of the card-coloured rim round a label
)

// Type sizes in px of a figure Width px wide. A phone shows such a figure at
// 360 px and less: 17.5 px become 11.
const (
	TickSize  = 17.5
	LabelSize = 18.5
	NoteSize  = 17.5
	LevelSize = 17.1 // numbers on contour lines

	Width  = 560 // default width of a figure in px
	Height = 380 // default height of a figure whose shape is free
)
