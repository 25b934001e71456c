//go:build !engine

package dataset

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"math"
	"slices"
	"strconv"
	"testing"
)

// The checksum is that of the file in scikit-learn's wheel 1.7.2.
func TestDigitsFileIsTheOnePublished(t *testing.T) {
	sum := sha256.Sum256(digitsFile)
	if got := hex.EncodeToString(sum[:]); got != "09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22" {
		t.Errorf("SHA-256 %s", got)
	}
}

// The counts are those in UCI's description of the test set.
func TestDigitsAreAsManyOfEachClassAsUCISays(t *testing.T) {
	d := Digits()
	if d.Len() != 1797 || d.Size() != 64 || len(d.X) != 1797*64 {
		t.Fatalf("%d images of %d px, %d numbers", d.Len(), d.Size(), len(d.X))
	}
	if got, want := d.Counts(), []int{178, 182, 177, 183, 181, 182, 181, 179, 174, 180}; !slices.Equal(got, want) {
		t.Errorf("%v of each class, want %v", got, want)
	}
	sum := 0.0
	for _, x := range d.X {
		if n := 16 * x; !(n >= 0 && n <= 16) || n != math.Trunc(n) {
			t.Fatalf("a pixel of %g sixteenths", n)
		}
		sum += 16 * x
	}
	if sum != 561718 { // whole numbers add without rounding
		t.Errorf("ink %g, want 561718", sum)
	}
}

// The package's own reading of the file against encoding/csv's.
func TestDigitsAreReadAsAGeneralReaderReadsThem(t *testing.T) {
	z, err := gzip.NewReader(bytes.NewReader(digitsFile))
	if err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	d := Digits()
	for i, line := range lines {
		for j, s := range line {
			want, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatal(err)
			}
			if j == 64 && d.Label[i] != int(want) || j < 64 && d.Image(i)[j] != want/16 {
				t.Fatalf("line %d, value %d: want %g", i+1, j+1, want)
			}
		}
	}
}

func TestNoTwoDigitsAreTheSameImage(t *testing.T) {
	d, seen := Digits(), map[[64]float64]bool{}
	for i := range d.Len() {
		image := [64]float64(d.Image(i))
		if seen[image] {
			t.Errorf("image %d occurs twice: it could stand in both parts of a split", i)
		}
		seen[image] = true
	}
}

func TestEachCallOfDigitsReturnsAFreshCopy(t *testing.T) {
	d := Digits()
	d.X[2], d.Label[0], d.Row[0] = -1, -1, -1
	if e := Digits(); e.X[2] == -1 || e.Label[0] != 0 || e.Row[0] != 0 {
		t.Error("writing to one copy changed the next")
	}
}

func TestASplitPartsEveryClassAlikeAndLosesNoImage(t *testing.T) {
	for _, every := range []int{2, 5, 10} {
		d := Digits()
		train, held := d.Split(every)
		rows := slices.Concat(train.Row, held.Row)
		slices.Sort(rows)
		for i, r := range rows {
			if i != r {
				t.Fatalf("1 in %d: row %d is missing or twice there", every, i)
			}
		}
		for c, n := range d.Counts() {
			if held.Counts()[c] != n/every || train.Counts()[c] != n-n/every {
				t.Errorf("1 in %d of %d of class %d: %d held out, %d to train on", every, n, c, held.Counts()[c], train.Counts()[c])
			}
		}
		for i, r := range held.Row {
			if held.Label[i] != d.Label[r] || !slices.Equal(held.Image(i), d.Image(r)) {
				t.Fatalf("1 in %d: image %d is not row %d", every, i, r)
			}
		}
		if _, again := d.Split(every); !slices.Equal(again.Row, held.Row) {
			t.Errorf("1 in %d: another split the second time", every)
		}
	}
}

// constant says the same of every image: the class that is its only parameter.
type constant struct{}

func (constant) Classify(θ, image []float64) int { return int(θ[0]) }

func TestAccuracyCountsWhatIsMissed(t *testing.T) {
	d := Digits()
	L, θ := constant{}, []float64{3}
	if got, want := d.Accuracy(L, θ), 183.0/1797; math.Abs(got-want) > 1e-15 { // one division and one difference
		t.Errorf("always 3: %g, want %g", got, want)
	}
	for _, i := range d.Missed(L, θ) {
		if d.Label[i] == 3 {
			t.Errorf("image %d shows a 3 and is not missed", i)
		}
	}
	if !math.IsNaN(d.Select(nil).Accuracy(L, θ)) {
		t.Error("no images have an accuracy")
	}
}

func TestACutKeepsTheOrder(t *testing.T) {
	for _, n := range []int{0, 1, 1417, 1797} {
		first, rest := Digits().Cut(n)
		if first.Len() != n || !slices.IsSorted(slices.Concat(first.Row, rest.Row)) || first.Len()+rest.Len() != 1797 {
			t.Errorf("cut at %d: %d and %d", n, first.Len(), rest.Len())
		}
	}
}

func TestMisuseOfImagesPanics(t *testing.T) {
	d := Digits()
	for name, f := range map[string]func(){
		"image before the first": func() { d.Image(-1) },
		"image after the last":   func() { d.Image(1797) },
		"select beyond":          func() { d.Select([]int{0, 1797}) },
		"cut before the first":   func() { d.Cut(-1) },
		"cut after the last":     func() { d.Cut(1798) },
		"hold out all":           func() { d.Split(1) },
	} {
		func() {
			defer func() {
				if s, ok := recover().(string); !ok || len(s) < 9 || s[:9] != "dataset: " {
					t.Errorf("%s: panic %q", name, s)
				}
			}()
			f()
		}()
	}
}
