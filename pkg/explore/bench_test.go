package explore_test

import (
	"testing"

	"gonum.org/v1/plot"

	"github.com/downhill-go/downhill/pkg/dataset"
	"github.com/downhill-go/downhill/pkg/descent"
	"github.com/downhill-go/downhill/pkg/explore"
	"github.com/downhill-go/downhill/pkg/figure"
	"github.com/downhill-go/downhill/pkg/ink"
	"github.com/downhill-go/downhill/pkg/live"
	"github.com/downhill-go/downhill/pkg/loss"
	"github.com/downhill-go/downhill/pkg/taylor"
)

// BenchmarkFrame draws a whole frame natively, ground included, each time.
func BenchmarkFrame(b *testing.B) {
	for _, f := range explore.All() {
		b.Run(f.Name, func(b *testing.B) {
			s := f.Start()
			b.ReportAllocs()
			for b.Loop() {
				f.SVG(f.Frame(s))
			}
		})
	}
}

// BenchmarkGonumPlot is what live figures are held against: gonum/plot drawing
// the same two panels, with package figure's plotters, to SVG.
func BenchmarkGonumPlot(b *testing.B) {
	for _, f := range explore.All() {
		panels := peers[f.Name]
		if panels == nil {
			b.Fatalf("no peer for %s", f.Name)
		}
		b.Run(f.Name, func(b *testing.B) {
			for b.Loop() {
				for _, p := range panels() {
					figure.SVG(p, live.Width, f.Height/2, "title", "description")
				}
			}
		})
	}
}

var (
	rings, scaling = dataset.ORings().Standardize()
	L              = loss.Must(loss.NewNeuron(loss.CrossEntropy, rings.X, rings.Y))
	θ, u           = []float64{1, 1}, []float64{-1.5, -0.5}
	window         = figure.Window{XMin: -5, XMax: 3, YMin: -3, YMax: 2}
	levels         = []float64{0.45, 0.5, 0.6, 0.8, 1, 1.5, 2, 3, 4}
)

func φ(η float64) float64 { return L.Value(descent.Step(nil, θ, η, u)) }

// sampled is f at n+1 places.
func sampled(f func(float64) float64, a, b float64, n int) (s figure.Series) {
	for i := range n + 1 {
		x := a + (b-a)*float64(i)/float64(n)
		s.X, s.Y = append(s.X, x), append(s.Y, f(x))
	}
	return s
}

var peers = map[string]func() []*plot.Plot{
	"neuron": func() []*plot.Plot {
		surface := figure.Contours(L, window, levels...)
		surface.Add(figure.Point(θ, "θ", ink.Theta))
		raw := dataset.ORings()
		data := figure.Data(raw.X, raw.Y, "temperature (°F)", "distress")
		data.Add(figure.Curve(func(f float64) float64 { return L.Predict(θ, scaling.To(f)) }, 50, 84, "ŷ", ink.Curve))
		return []*plot.Plot{surface, data}
	},
	"step": func() []*plot.Plot {
		surface := figure.Contours(L, window, levels...)
		surface.Add(figure.Vector(θ, u, "u", ink.Direction), figure.Point(θ, "θ", ink.Theta))
		return []*plot.Plot{surface, figure.Lines("η", "L(θ + ηu)", sampled(φ, 0, 12, 160))}
	},
	"microscope": func() []*plot.Plot {
		e := descent.Expand(L, θ, u, 24)
		errors := figure.Series{Dots: true}
		for k := range 13 {
			errors.X, errors.Y = append(errors.X, float64(k)), append(errors.Y, max(1e-16, abs(e.Remainder(2, k))))
		}
		return []*plot.Plot{figure.Polynomials(φ, e.Coeffs, -2, 2, 1), figure.LogY(figure.Lines("order", "miss", errors))}
	},
	"tangent": func() []*plot.Plot {
		e := descent.Expand(L, θ, u, 2)
		share := sampled(func(η float64) float64 { return e.Remainder(η, 1) / (η * η) }, 0.001, 3, 120)
		return []*plot.Plot{figure.Tangent(φ, e.Coeffs, 0, 3), figure.LogX(figure.Lines("η", "error / η²", share))}
	},
	"dial": func() []*plot.Plot {
		g := L.Gradient(nil, θ)
		surface := figure.Contours(L, figure.Window{XMin: -3, XMax: 3.4, YMin: -1.6, YMax: 2.4}, levels...)
		surface.Add(figure.HalfPlane(θ, g), figure.Vector(θ, g, "∇L", ink.Gradient), figure.Vector(θ, []float64{-1, 0.1}, "u", ink.Good), figure.Point(θ, "θ", ink.Theta))
		turn := func(degrees float64) float64 {
			return L.Value(descent.Step(nil, θ, 1, []float64{degrees / 360, 1 - degrees/360})) - L.Value(θ)
		}
		return []*plot.Plot{surface, figure.Lines("°", "change of loss", sampled(turn, 0, 360, 120), sampled(turn, 0, 360, 120))}
	},
	"descent": func() []*plot.Plot {
		run := descent.Run(L, θ, descent.Settings{Rate: 1, Steps: 200, Tol: 1e-6})
		surface := figure.Contours(L, window, levels...)
		surface.Add(figure.Path(run.Path(), "", ink.Path))
		return []*plot.Plot{surface, figure.LogY(figure.LossBySteps(figure.Run("η = 1", run.Losses)))}
	},
	"momentum": func() []*plot.Plot {
		Q, start := loss.Conditioned(2, 25), []float64{-1.4, 0.6}
		plain := descent.Run(Q, start, descent.Settings{Rate: 1.8 / 25, Steps: 300, Tol: -1})
		heavy := descent.Run(Q, start, descent.Settings{Rate: 1.8 / 25, Rule: descent.Momentum{Mu: 0.6}, Steps: 300, Tol: -1})
		surface := figure.Contours(Q, figure.Window{XMin: -1.6, XMax: 1.6, YMin: -1, YMax: 1}, 0.05, 0.2, 0.5, 1, 2, 5, 10)
		surface.Add(figure.Path(plain.Path(), "plain", ink.Curve), figure.Path(heavy.Path(), "with momentum", ink.Path))
		return []*plot.Plot{surface, figure.LogY(figure.LossBySteps(figure.Run("plain", plain.Losses[:150]), figure.Run("with momentum", heavy.Losses[:150])))}
	},
	"playground": func() []*plot.Plot {
		own := loss.New(2, func(ws *taylor.Workspace, θ []taylor.Series) taylor.Series {
			w, b := θ[0], θ[1]
			return w.Sqr().Shift(-2).Sqr().Scale(0.25).Add(w.Scale(1. / 3)).Add(b.Sqr())
		})
		run := descent.Run(own, θ, descent.Settings{Rate: 0.2, Steps: 40, Tol: 1e-6})
		surface := figure.Contours(own, figure.Window{XMin: -3.2, XMax: 3.2, YMin: -2, YMax: 2})
		surface.Add(figure.HalfPlane(θ, own.Gradient(nil, θ)), figure.Vector(θ, []float64{-0.3, -0.95}, "u", ink.Good), figure.Path(run.Path(), "", ink.Path))
		e := descent.Expand(own, θ, []float64{-0.3, -0.95}, 2)
		return []*plot.Plot{surface, figure.Polynomials(func(η float64) float64 { return own.Value(descent.Step(nil, θ, η, []float64{-0.3, -0.95})) }, e.Coeffs, -1, 1, 2)}
	},
}

func abs(x float64) float64 { return max(x, -x) }
