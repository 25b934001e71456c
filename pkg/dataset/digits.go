//go:build !engine

package dataset

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"

	"github.com/downhill-go/downhill/pkg/internal/lazy"
)

// The file as scikit-learn redistributes it, byte for byte: digits/README.md.
//
//go:embed digits/digits.csv.gz
var digitsFile []byte

// Digits returns 1,797 handwritten digits, 8 × 8 px each, of 13 writers, in the order
// of the published file: the test set of "Optical Recognition of Handwritten Digits".
//
// A pixel was a block of 4 × 4 px of the scan. The file counts its black ones, 0 to
// 16; X has that count over 16, which is exact. No two images are the same, and there
// are 174 to 183 of each digit.
//
// Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI
// Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49, under CC BY 4.0;
// in the form redistributed with scikit-learn 1.7.2 (BSD 3-Clause) as
// sklearn/datasets/data/digits.csv.gz. How the scans were made: M. D. Garris et al.,
// NIST Form-Based Handprint Recognition System, NISTIR 5469, 1994.
//
// It is left out of builds with the tag engine, which are to be small.
func Digits() *Images {
	d := digits()
	all := make([]int, d.Len())
	for i := range all {
		all[i] = i
	}
	return d.Select(all)
}

func digits() *Images { return digitsValue.Get(readDigits) }

var digitsValue lazy.Value[*Images]

func readDigits() *Images {
	d := &Images{
		Name:  "handwritten digits",
		Width: 8, Height: 8, Classes: 10,
		Source:  "Alpaydin & Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository (1998), https://doi.org/10.24432/C50P49; as redistributed with scikit-learn",
		Licence: "CC BY 4.0 (UCI); BSD 3-Clause (scikit-learn)",
	}
	z, err := gzip.NewReader(bytes.NewReader(digitsFile))
	if err != nil {
		panic("dataset: the digits' file is damaged")
	}
	text, err := io.ReadAll(z) // its checksum too
	if err != nil {
		panic("dataset: the digits' file is damaged")
	}
	// Whole numbers with a comma or an end of line behind each; the last of a line
	// is the class.
	n := 0
	for _, c := range text {
		switch c {
		case ',':
			d.X = append(d.X, float64(n)/16)
			n = 0
		case '\n':
			d.Row = append(d.Row, len(d.Label))
			d.Label = append(d.Label, n)
			n = 0
		default:
			n = 10*n + int(c-'0')
		}
	}
	return d
}
