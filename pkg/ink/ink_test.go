package ink

import (
	"image/color"
	"math"
	"testing"
)

var _ color.Color = Color{}

func TestHexAndRGBAAgree(t *testing.T) {
	c := Color{0x01, 0xab, 0xff}
	if got := c.Hex(); got != "#01abff" {
		t.Errorf("Hex() = %q, want #01abff", got)
	}
	if got := color.RGBAModel.Convert(c); got != (color.RGBA{0x01, 0xab, 0xff, 0xff}) {
		t.Errorf("RGBA model gives %v", got)
	}
}

func TestMixEndsAtItsColours(t *testing.T) {
	a, b := Color{0, 100, 255}, Color{255, 50, 0}
	for _, c := range []struct {
		t    float64
		want Color
	}{{0, a}, {1, b}, {-3, a}, {7, b}, {0.5, Color{128, 75, 128}}} {
		if got := a.Mix(b, c.t); got != c.want {
			t.Errorf("Mix(%g) = %v, want %v", c.t, got, c.want)
		}
	}
}

// linear undoes the sRGB transfer function (IEC 61966-2-1).
func linear(v uint8) float64 {
	s := float64(v) / 255
	if s <= 0.04045 {
		return s / 12.92
	}
	return math.Pow((s+0.055)/1.055, 2.4)
}

// luminance is WCAG 2's relative luminance.
func luminance(c Color) float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

func contrast(a, b Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestTextColoursMeetAAOnTheCard(t *testing.T) {
	for name, c := range map[string]Color{
		"Text": Text, "Soft": Soft, "Theta": Theta, "Gradient": Gradient, "Direction": Direction, "Path": Path,
		"Curve": Curve, "Approx": Approx, "Mark": Mark, "Level": Level, "Yes": Yes, "No": No, "Good": Good, "Bad": Bad,
		"Cycle0": Cycle[0], "Cycle1": Cycle[1], "Cycle2": Cycle[2], "Cycle3": Cycle[3], "Cycle4": Cycle[4],
	} {
		for ground, g := range map[string]Color{"Card": Card, "GoodFill": GoodFill, "glaze": Card.Mix(Good, Glaze/255.0)} {
			if r := contrast(c, g); r < 4.5 {
				t.Errorf("%s on %s: contrast %.2f, want 4.5 (WCAG 2.2, 1.4.3)", name, ground, r)
			}
		}
	}
	for name, c := range map[string]Color{"Low": Low, "High": High} {
		if r := contrast(c, Card); r < 3 {
			t.Errorf("%s: contrast %.2f, want 3 (WCAG 2.2, 1.4.11)", name, r)
		}
	}
}

// dichromat simulates a colour as a reader without one kind of cone sees it:
// Machado, Oliveira & Fernandes, IEEE TVCG 15 (2009), severity 1.0.
func dichromat(c Color, m [9]float64) [3]float64 {
	v := [3]float64{linear(c.R), linear(c.G), linear(c.B)}
	var out [3]float64
	for i := range 3 {
		out[i] = max(0, m[3*i]*v[0]+m[3*i+1]*v[1]+m[3*i+2]*v[2])
	}
	return out
}

// lab converts linear sRGB to CIE L*a*b* (D65), where distances are roughly
// what the eye sees.
func lab(v [3]float64) [3]float64 {
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x := f((0.4124*v[0] + 0.3576*v[1] + 0.1805*v[2]) / 0.9505)
	y := f(0.2126*v[0] + 0.7152*v[1] + 0.0722*v[2])
	z := f((0.0193*v[0] + 0.1192*v[1] + 0.9505*v[2]) / 1.089)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func TestColoursThatMeetStayApartForColourBlindReaders(t *testing.T) {
	views := map[string][9]float64{
		"full":   {1, 0, 0, 0, 1, 0, 0, 0, 1},
		"protan": {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998},
		"deutan": {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881},
		"tritan": {1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900},
	}
	pairs := map[string][2]Color{
		"∇L, u": {Gradient, Direction}, "∇L, path": {Gradient, Path}, "u, path": {Direction, Path},
		"curve, approximation": {Curve, Approx}, "yes, no": {Yes, No}, "good, bad": {Good, Bad},
		"mark, curve": {Mark, Curve}, "contour, path": {High, Path}, "θ, path": {Theta, Path},
	}
	for view, m := range views {
		for name, p := range pairs {
			a, b := lab(dichromat(p[0], m)), lab(dichromat(p[1], m))
			d := math.Hypot(math.Hypot(a[0]-b[0], a[1]-b[1]), a[2]-b[2])
			// A difference of 2.3 is just noticeable side by side (Mahy et al.
			// 1994); thin lines that do not touch want several times that.
			if d < 12 {
				t.Errorf("%s, %s: ΔE %.1f, want 12", view, name, d)
			}
		}
	}
}
