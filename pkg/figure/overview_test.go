package figure_test

import (
	"bytes"
	"flag"
	"math"
	"os"
	"regexp"
	"testing"

	"github.com/downhill-go/downhill/pkg/dataset"
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/figure"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/loss"
)

var update = flag.Bool("update", false, "write testdata/overview.svg anew")

// The README's picture is this figure, drawn as the package draws it today.
func TestReadmePictureIsWhatThePackageDraws(t *testing.T) {
	rings, _ := dataset.ORings().Standardize()
	L := loss.Must(loss.NewNeuron(loss.CrossEntropy, rings.X, rings.Y))
	θ := []float64{1, 1}
	g := L.Gradient(nil, θ)
	run := descent.Run(L, θ, descent.Settings{Rate: 1, Steps: 200})
	p := figure.Contours(L, figure.Window{XMin: -4, XMax: 3, YMin: -3, YMax: 2})
	p.Add(figure.HalfPlane(θ, g),
		figure.Path(run.Path(), "descent", ink.Path),
		figure.Vector(θ, g, "∇L", ink.Gradient),
		figure.Vector(θ, []float64{-1, 0.5}, "u", ink.Direction),
		figure.Point(θ, "θ", ink.Theta))
	width, height := figure.NaturalSize(p, 640, 0)
	drawn := figure.SVG(p, width, height, "Gradient descent on the O-ring loss",
		"Contours of the loss over w and b. From θ = (1, 1) the gradient points uphill, a direction u into the half-plane of good moves, and the path of descent leads to the minimum.")

	const file = "testdata/overview.svg"
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, drawn, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	// A last bit of the loss, which processors and faster kernels round differently, moves a contour by a hundredth of a pixel:
	// the elements must be the same, and each path must fill the same box, to half a pixel.
	paths := regexp.MustCompile(` d="[^"]*"`)
	keptForm, drawnForm := paths.ReplaceAll(kept, nil), paths.ReplaceAll(drawn, nil)
	a, b := figure.Boxes(t, kept), figure.Boxes(t, drawn)
	same := len(a) == len(b) && len(a) > 10
	for i := range min(len(a), len(b)) {
		for k := range 4 {
			same = same && math.Abs(a[i][k]-b[i][k]) < 0.5
		}
	}
	if !bytes.Equal(keptForm, drawnForm) || !same {
		t.Errorf("%s is not what the package draws now: go test ./pkg/figure -run ReadmePicture -update", file)
	}
}
