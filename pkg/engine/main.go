//go:build !engine

package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"

	"github.com/downhill-go/downhill/pkg/internal/random"
	"github.com/downhill-go/downhill/pkg/live"
)

func main() {
	random := flag.Int("random", 0, "write so many random states of each figure, with their readings and hashes, as JSON")
	spec := flag.String("spec", "", `draw this spec as SVG: {"figure":"dial","state":{"η":2}}`)
	answers := flag.Bool("judge", false, `read a list of exercises, answers and numbers of tries, [["02-1","[1, 2]",0]], and write what page and notebook say to each, as JSON`)
	flag.Parse()
	switch {
	case *spec != "":
		f, s, err := live.Decode(figures, *spec)
		if err != nil {
			fmt.Fprintln(os.Stderr, "engine:", err)
			os.Exit(1)
		}
		fr := f.Frame(s)
		os.Stdout.Write(f.SVG(fr))
		fmt.Fprintln(os.Stderr, fr.Reading)
	case *random > 0:
		json.NewEncoder(os.Stdout).Encode(samples(*random))
	case *answers:
		if err := judgeAll(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "engine:", err)
			os.Exit(1)
		}
	default:
		for _, f := range figures {
			fmt.Println(f.Name, "·", f.Title)
		}
	}
}

// sample is one random state and what the native program draws for it.
type sample struct {
	Figure  string    `json:"figure"`
	Index   int       `json:"index"`
	State   []float64 `json:"state"`
	Text    []string  `json:"text"`
	Reading string    `json:"reading"`
	Hash    string    `json:"hash"` // SHA-256 of ground, NUL, front
}

// samples draws n states of each figure, spread over the controls' ranges and the
// examples of a text; the same n gives the same states.
func samples(n int) []sample {
	rng := rand.New(rand.NewPCG(3, 14))
	var out []sample
	for i, f := range figures {
		for range n {
			s := random.State(f, rng)
			fr := f.Frame(s)
			sum := sha256.Sum256(append(append(append([]byte{}, fr.Ground...), 0), fr.Front...))
			out = append(out, sample{f.Name, i, s.Nums(), s.Texts(), fr.Reading, hex.EncodeToString(sum[:])})
		}
	}
	return out
}
