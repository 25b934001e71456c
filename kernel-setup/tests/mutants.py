"""Mutants of what draws and computes: each changes one line, and the Go tests must notice.

    python kernel-setup/tests/mutants.py [WORD ...]      all, or those whose file or text holds a word

No file of the clone is changed: Go is given the mutated one by -overlay. A mutant that passes the tests of its package is told, and the exit status is 1; so
is one whose line is no longer there, or that does not compile. It takes ten minutes, and is not part of scripts/test.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# file below pkg, what stands there, what stands there instead; a third text narrows the place: it is looked for first.
MUTANTS = [
    # What passed once, all of it.
    ("figure/curve.go", "return to(x, g.F(x))", "return to(x, -g.F(x))"),
    ("figure/halfplane.go", "to(h.X+gy-gx, h.Y-gx-gy), to(h.X-gy-gx, h.Y+gx-gy)", "to(h.X+gy+gx, h.Y-gx+gy), to(h.X-gy+gx, h.Y+gx+gy)"),
    ("explore/dial.go", "a.HalfPlane(c, θ[0], θ[1], -g[0], -g[1]", "a.HalfPlane(c, θ[0], θ[1], g[0], g[1]"),
    ("figure/directions.go", "HBand(-k, 0, ink.GoodFill)", "HBand(0, k, ink.GoodFill)"),
    ("figure/directions.go", "if a+h.step/2 < 0 {", "if a+h.step/2 > 0 {"),
    ("figure/polynomials.go", "return lean.Horner(c[:k+1], η)", "return lean.Horner(c[:max(k, 1)], η)"),
    ("figure/data.go", "if s.Y[i] == 0 {", "if s.Y[i] == 1 {"),
    ("explore/neuron.go", "if rings.Y[i] == 1 {", "if rings.Y[i] == 0 {"),
    ("figure/remainders.go", 'orderName(k) + ": slope "', 'orderName(k+1) + ": slope "'),
    ("explore/microscope.go", "return e.At(η, order) }", "return e.At(η, max(order-1, 0)) }"),
    ("explore/tangent.go", "e.At(η, 1)", "e.At(η, 2)", "a.Curve(c, "),
    ("explore/momentum.go", "drawRun(c, a, d, plain, live", "drawRun(c, a, d, heavy, live"),
    ("figure/series.go", "x[i] = float64(i)", "x[i] = float64(i + 1)"),
    ("loss/network.go", "s := 1 / math.Sqrt(float64(inputs))", "s := 1 / math.Sqrt(float64(inputs+10))"),
    ("expr/series.go", "case b > a:\n\t\treturn y", "case b > a:\n\t\treturn x"),
    ("internal/plane/number.go", "return 5 * p", "return 4 * p"),
    ("descent/loop.go", "w.fourth >= 0.8*w.third", "w.fourth >= 0.7*w.third"),
    ("descent/loop.go", "Norm(w.move) <= w.fourth/2", "Norm(w.move) <= w.fourth"),
    # figure
    ("figure/curve.go", "x := a + t*(b-a)", "x := a + t*t*(b-a)"),
    ("figure/curve.go", "max(g.A, p.X.Min), min(g.B, p.X.Max)", "max(g.A, p.X.Min), p.X.Max"),
    ("figure/curve.go", "sty.Dashes = []vg.Length{7, 4.5}", ""),
    ("figure/line.go", "pts[i] = to(l.X[i], l.Y[i])", "pts[i] = to(l.Y[i], l.X[i])"),
    ("figure/path.go", "if start := pts[0];", "if start := pts[len(pts)-1];"),
    ("figure/path.go", "if end := pts[len(pts)-1];", "if end := pts[0];"),
    ("figure/path.go", "steps.Arc(q, ink.Step", "steps.Arc(last, ink.Step"),
    ("figure/outline.go", "append(pts, pts[0])", "pts"),
    ("figure/vector.go", "tip := to(a.FromX, a.FromY), to(a.FromX+a.DX, a.FromY+a.DY)", "tip := to(a.FromX, a.FromY), to(a.FromX+a.DX, a.FromY-a.DY)"),
    ("figure/vector.go", "\t\t\ttip,\n", "\t\t\tend,\n"),
    ("figure/halfplane.go", "Text(x-0.75*reach*ux, y-0.75*reach*uy", "Text(x+0.75*reach*ux, y+0.75*reach*uy"),
    ("figure/halfplane.go", "[]float64{0.6 * reach * ux, 0.6 * reach * uy}", "[]float64{-0.6 * reach * ux, -0.6 * reach * uy}"),
    ("figure/directions.go", "return k * math.Cos(β*math.Pi/180)", "return k * math.Sin(β*math.Pi/180)"),
    ("figure/directions.go", "Point([]float64{180, -k}", "Point([]float64{180, k}"),
    ("figure/directions.go", "Text(45, -0.5*k", "Text(45, 0.5*k"),
    ("figure/directions.go", 'Value: -k, Label: "−k = −" + v', 'Value: k, Label: "−k = −" + v'),
    ("figure/directions.go", "Max: to(a+h.step, float64(n))", "Max: to(a+h.step, float64(n+1))"),
    ("figure/directions.go", "y := float64(len(b) - 1 - i)", "y := float64(i)"),
    ("figure/directions.go", "Max: to(f, y+0.34)", "Max: to(1-f, y+0.34)"),
    ("figure/polynomials.go", "return c0 + c1*η }", "return c0 - c1*η }"),
    ("figure/polynomials.go", "Point([]float64{0, c0}", "Point([]float64{0, c1}"),
    ("figure/polynomials.go", "orderName(k), col).Dash()", "orderName(k), ink.Approx.Mix(col, 0)).Dash()"),
    ("figure/remainders.go", "float64(k+1))\n\t\tlines", "float64(k+2))\n\t\tlines"),
    ("figure/remainders.go", "d.X, d.Y = append(d.X, η[i]), append(d.Y, v)", "d.X, d.Y = append(d.X, η[i]), append(d.Y, 2*v)"),
    ("figure/remainders.go", 'plane.Plain(float64(k+1)), c}', 'plane.Plain(float64(k)), c}'),
    ("figure/data.go", "col, open = ink.No, true", "col, open = ink.No, false"),
    ("figure/contour.go", "max(8, int(size.Y.Points()/cell)))\n", "max(8, int(size.X.Points()/cell/40)))\n"),
    ("figure/contour.go", "pts[j] = to(q[0], q[1])", "pts[j] = to(q[1], q[0])"),
    ("figure/contour.go", "text: plane.Plain(s.Levels[i])", "text: plane.Plain(s.Levels[len(s.Levels)-1-i])"),
    ("figure/contour.go", "θ[0], θ[1] = w, b", "θ[0], θ[1] = w, -b"),
    ("figure/through.go", "Levels: []float64{L.Value(θ)}", "Levels: []float64{1.1 * L.Value(θ)}"),
    ("figure/point.go", "x := to(r.At, p.Y.Min).X", "x := to(-r.At, p.Y.Min).X"),
    ("figure/point.go", "min(b.Y0, b.Y1)).Y", "min(b.Y0, b.Y1)+0.5).Y"),
    ("figure/point.go", "a, b := to(d.X, d.Y0), to(d.X, d.Y1)", "a, b := to(d.X, d.Y0), to(d.X, 2*d.Y1)"),
    ("figure/point.go", "disc(c, at, ink.Dot-ink.Line)", "disc(c, at, ink.Dot)"),
    ("figure/tiles.go", "t.Pixels[y/enlarged*width+x/enlarged]", "t.Pixels[(height-1-y/enlarged)*width+x/enlarged]"),
    ("figure/tiles.go", "float64(i%m.columns)", "float64(i%m.columns+1)"),
    ("figure/ticks.go", "v := (first + float64(i)) * step", "v := (first + 2*float64(i)) * step"),
    ("figure/ticks.go", "plane.Times(plane.Fixed(v/unit", "plane.Times(plane.Fixed(2*v/unit"),
    ("figure/figure.go", "return math.Log(x/lo) / math.Log(hi/lo)", "return math.Log(hi/x) / math.Log(hi/lo)"),
    ("figure/draw.go", "xm - unit*dw/2, xm + unit*dw/2", "xm - unit*dw, xm + unit*dw/2"),
    # the plane below both
    ("internal/plane/contour.go", "t := z0 / (z0 - z1)", "t := z1 / (z1 - z0)"),
    ("internal/plane/contour.go", "if !lean.Finite(z00 + z10 + z01 + z11) {\n\t\t\t\tcontinue", "if false {\n\t\t\t\tcontinue"),
    ("internal/plane/contour.go", "case 3, 12:\n\t\t\t\tg.join(left, right)", "case 3, 12:\n\t\t\t\tg.join(left, top)"),
    ("internal/plane/plane.go", "t0 = max(t0, room/d)", "t0 = min(t0, room/d)"),
    ("internal/plane/plane.go", "if rq >= 0 {", "if rq <= 0 {"),
    ("internal/plane/italic.go", "(r == 'a' || r == 'A' || r == 'I')", "(r == 'a' || r == 'A')"),
    ("internal/plane/levels.go", "if r > lo && r < hi", "if r >= lo && r < hi+1"),
    ("live/axes.go", "a.Height*(1-span(y, a.Y0, a.Y1, a.YLog))", "a.Height*span(y, a.Y0, a.Y1, a.YLog)"),
    # live figures
    ("explore/dial.go", "{d.Left + d.Width, d.Top + d.Height}, {d.Left, d.Top + d.Height}", "{d.Left + d.Width, d.Top}, {d.Left, d.Top}"),
    ("explore/dial.go", "if descent.Slope(u, g) < 0 {", "if descent.Slope(u, g) > 0 {"),
    ("explore/dial.go", "return descent.Slope(turned(g, degrees), g) }", "return -descent.Slope(turned(g, degrees), g) }"),
    ("explore/step.go", "θnew := descent.Step(nil, θ, η, u)", "θnew := descent.Step(nil, θ, 1, u)"),
    ("explore/step.go", "d.Dot(c, η, φ(η), ink.Dot+1, ink.Mark)", "d.Dot(c, η, φ(0), ink.Dot+1, ink.Mark)"),
    ("explore/microscope.go", "if k == order {", "if k == order+1 {"),
    ("explore/microscope.go", '"order "+live.Whole(order), ink.Approx', '"order "+live.Whole(order+1), ink.Approx'),
    ("explore/tangent.go", "e.Remainder(η, 1) / (η * η)", "e.Remainder(η, 1) / η"),
    ("explore/tangent.go", "return e.At(η, 2) }", "return e.At(η, 1) }"),
    ("explore/neuron.go", "ringsLoss.Predict(θ, scaling.To(f)) }, 90", "1 - ringsLoss.Predict(θ, scaling.To(f)) }, 90"),
    ("explore/momentum.go", "drawRun(c, a, d, heavy, live", "drawRun(c, a, d, plain, live"),
    ("explore/momentum.go", '"with momentum", live.Right, ink.NoteSize, ink.Path', '"with momentum", live.Right, ink.NoteSize, ink.Curve'),
    ("explore/descent.go", "points[i] = d.XY(float64(i), y)", "points[i] = d.XY(float64(i+1), y)"),
    ("explore/descent.go", "points[i] = a.XY(θ[0], θ[1])", "points[i] = a.XY(θ[1], θ[0])"),
    ("explore/explore.go", "a.Contour(c, height2(L), L.Value(θ)", "a.Contour(c, height2(L), 1.1*L.Value(θ)"),
    ("explore/walk.go", "-η*g[0], -η*g[1]", "η*g[0], η*g[1]"),
    ("explore/walk.go", "θ := path[n]", "θ := path[0]"),
    ("explore/saddle.go", "d.XY(float64(i), max(n, 1e-7))", "d.XY(float64(i), max(n*n, 1e-7))"),
    ("explore/scales.go", "max(l-least, 1e-9)", "max(l, 1e-9)"),
    ("explore/norms.go", "u := steepestP(g, inv)", "u := steepestP([2]float64{-g[0], -g[1]}, inv)"),
    ("explore/norms.go", "outline[i] = a.XY(v[0]/l, v[1]/l)", "outline[i] = a.XY(v[0]/l, v[1]/l/l)"),
    ("explore/noise.go", "-g[0], -g[1], live.Pen{Color: ink.Gradient", "g[0], g[1], live.Pen{Color: ink.Gradient"),
    ("explore/noise.go", "{{x90, d.Top}, {d.Left + d.Width, d.Top}, {d.Left + d.Width, d.Top + d.Height}, {x90, d.Top + d.Height}}",
     "{{x90, d.Top}, {d.Left, d.Top}, {d.Left, d.Top + d.Height}, {x90, d.Top + d.Height}}"),
    ("explore/playground.go", "along(L, θ, u), e, 5*η, order", "along(L, θ, g), e, 5*η, order"),
    # what several figures share
    ("figure/geometry.go", "path.Move(line[0])\n\t\tfor _, q := range line[1:] {", "path.Move(line[0])\n\t\tfor _, q := range line[2:] {"),
    ("figure/geometry.go", "X: a.X + vg.Length(t)*(b.X-a.X)", "X: b.X + vg.Length(t)*(a.X-b.X)"),
    ("figure/polynomials.go", "room := 0.35 * (hi - lo)", "room := -0.35 * (hi - lo)"),
    ("figure/contour.go", "win.XMin, win.XMax, win.YMin, win.YMax\n\treturn p", "win.XMin, win.XMax, win.YMin, 2*win.YMax\n\treturn p"),
    ("figure/axes.go", "{{X: t.at, Y: c.Min.Y}, {X: t.at, Y: c.Min.Y - vg.Length(t.long)}}", "{{X: t.at + 9, Y: c.Min.Y}, {X: t.at + 9, Y: c.Min.Y - vg.Length(t.long)}}"),
    ("figure/axes.go", "{X: c.Min.X - vg.Length(t.long), Y: t.at}", "{X: c.Min.X - vg.Length(t.long), Y: t.at + 5}"),
    ("figure/vector.go", "x0, x1 = min(x0, a.FromX, a.FromX+a.DX)", "x0, x1 = min(x0, a.FromX)"),
    ("figure/svg.go", 'of := range [][2]string{{"title", title}, {"desc", desc}}', 'of := range [][2]string{{"title", desc}, {"desc", title}}'),
    ("explore/explore.go", "X0: x0, X1: x1, Y0: y0, Y1: y1, Left: left, Top: mapTop", "X0: x0, X1: x1, Y0: y1, Y1: y0, Left: left, Top: mapTop"),
    ("explore/playground.go", "run.Loss() > 2*math.Abs(run.Losses[0])", "run.Loss() < 2*math.Abs(run.Losses[0])"),
    ("internal/lean/lean.go", "s = s*x + c[k]", "s = s*x - c[k]"),
    ("internal/lean/lean.go", "return x-x == 0", "return x == x"),
    ("loss/softmax.go", "{ L.pullBack(b, dst, b.s) }", "{ L.pullBack(b, dst, b.z) }"),
]


def main(words):
    chosen = [m for m in MUTANTS if not words or any(word in text for word in words for text in m)]
    survivors = []
    with tempfile.TemporaryDirectory() as folder:
        for number, (file, old, new, *near) in enumerate(chosen):
            told = f"{file}: {old.strip().splitlines()[0]} → {new.strip().splitlines()[0] if new.strip() else '(nothing)'}"
            verdict = judge(Path(folder), number, file, old, new, near[0] if near else None)
            print(f"{number + 1:3}/{len(chosen)} {verdict:9} {told}", flush=True)
            if verdict != "noticed":
                survivors.append(told)
    print(f"{len(chosen) - len(survivors)} of {len(chosen)} mutants are noticed")
    return 1 if survivors else 0


def judge(folder, number, file, old, new, near):
    path = ROOT / "pkg" / file
    source = path.read_text(encoding="utf-8")
    at = source.find(near) if near else 0
    at = source.find(old, at) if at >= 0 else -1
    if at < 0:
        return "not there"
    mutated, overlay = folder / f"{number}.go", folder / f"{number}.json"
    mutated.write_text(source[:at] + new + source[at + len(old):], encoding="utf-8")
    overlay.write_text(json.dumps({"Replace": {str(path): str(mutated)}}), encoding="utf-8")
    packages = {"internal/plane": ["internal/plane", "figure", "live"], "live": ["live", "explore"]}.get(str(Path(file).parent), [str(Path(file).parent)])
    for package in packages:
        # First what is most likely to notice, and soon.
        meaning = ROOT / "pkg" / package / "meaning_test.go"
        names = re.findall(r"^func (Test\w+)", meaning.read_text(encoding="utf-8"), re.M) if meaning.exists() else []
        for only in (["-run", "^(" + "|".join(names) + ")$"], []) if names else ([],):
            ran = subprocess.run(["go", "test", "-vet=off", "-failfast", f"-overlay={overlay}", *only, f"./pkg/{package}"], cwd=ROOT, capture_output=True, text=True)
            if "[build failed]" in ran.stdout or "[setup failed]" in ran.stdout:
                return "no build"
            if ran.returncode:
                return "noticed"
    return "SURVIVES"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
