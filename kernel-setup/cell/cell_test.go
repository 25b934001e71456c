package cell

import (
	"strings"
	"testing"
)

var someStd = Index{
	{Path: "fmt", Name: "fmt", Exports: []string{"Println"}},
	{Path: "strings", Name: "strings", Exports: []string{"ToUpper"}},
}

func TestACellRunsWithTheDeclarationsBeforeIt(t *testing.T) {
	var m Memory
	p, report := m.Program(Read("const (\n\tLow = iota\n\tHigh\n)"), 1, someStd)
	if report != nil || !p.Silent {
		t.Fatal(report, p)
	}
	m.Keep(p)
	p, report = m.Program(Read("const High = 9\n%% -x 3\nfmt.Println(Low, High, `a\n%%\nb`)"), 2, someStd)
	if report != nil {
		t.Fatal(report)
	}
	want := `package main

import (
	"flag"
	"fmt"
)

const (
	Low = iota
	_   
)

const High = 9
func main() {
	flag.Parse()
fmt.Println(Low, High, ` + "`a\n%%\nb`" + `)
}
`
	if p.Source != want || strings.Join(p.Args(), " ") != "-x 3" {
		t.Errorf("%s\n%q", p.Source, p.Args())
	}
}
