package cell

import (
	"bytes"
	"strings"
	"testing"
)

// ofThree is the program of a cell, number 3, that uses what cell 1 declares.
func ofThree(t *testing.T, text string) *Program {
	var m Memory
	m.Declare(Read("\nfunc inverse(n int) int {\n\treturn 1 / n\n}"), 1, someStd)
	p, report := m.Program(Read(text), 3, someStd)
	if report != nil {
		t.Fatal(report)
	}
	p.Dir, p.Root = "/tmp/gonb_1f", "/usr/local/go"
	return p
}

// in is the line of the program that holds the text.
func in(t *testing.T, p *Program, text string) string {
	before, _, found := strings.Cut(p.Source, text)
	if !found {
		t.Fatalf("%q is not in\n%s", text, p.Source)
	}
	digits := ""
	for n := strings.Count(before, "\n") + 1; n > 0; n /= 10 {
		digits = string(rune('0'+n%10)) + digits
	}
	return digits
}

func TestWhatTheGoCommandPrintsIsToldInWords(t *testing.T) {
	p := ofThree(t, "import \"example.com/leaf\"\n%%\nfmt.Println(inverse(0), leaf.Fall())")
	here, imported, other := in(t, p, "fmt.Println"), in(t, p, "example.com"), in(t, p, "return 1 / n")
	for _, test := range []struct{ printed, told string }{
		{"# gonb_1f\n./main.go:" + here + ":1: undefined: fmt\n",
			"line 3: undefined: fmt.Println\n    fmt.Println(inverse(0), leaf.Fall())\n    ^\n" +
				"  Nothing of this name was found: either fmt has no Println, or its import is missing."},
		{"main.go:" + imported + ":2: package example.com/leaf is not in std (/usr/local/go/src/example.com/leaf)\n",
			"line 1: package example.com/leaf is not in std\n    import \"example.com/leaf\"\n           ^"},
		{"main.go:" + imported + ":2: no required module provides package example.com/leaf; to add it:\n\tgo get example.com/leaf\n",
			"line 1: the package example.com/leaf is not here\n    import \"example.com/leaf\"\n           ^\n" +
				"  Fetch it, from the network, with !*go get example.com/leaf"},
		{"go: downloading example.com/leaf v1\ngo: module example.com/leaf: Get \"http://127.0.0.1:9/x\": dial tcp 127.0.0.1:9: connect: connection refused\n",
			"line 1: example.com/leaf could not be fetched: connection refused\n    import \"example.com/leaf\"\n" +
				"  What others have written comes over the network, once."},
		{"go: gonb_1f imports\n\texample.com/leaf: cannot find module providing package example.com/leaf\n",
			"line 1: cannot find module providing package example.com/leaf\n    import \"example.com/leaf\""},
		{"go: example.com/leaf@v1.2.3: verifying module: checksum mismatch\n",
			"line 1: example.com/leaf@v1.2.3: verifying module: checksum mismatch\n    import \"example.com/leaf\""},
		{"# gonb_1f [gonb_1f.test]\nvet: ./main.go:" + other + ":9: invalid operation\nexit status 1",
			"cell [1], line 3: invalid operation\n    \treturn 1 / n\n    \t       ^\n" +
				"  What cell [1] declares no longer fits: declare it anew, or forget it with %rm."},
		{"./main.go:" + here + ":1: too many errors", "line 3: too many errors\n    fmt.Println(inverse(0), leaf.Fall())\n    ^"},
		{"/tmp/gonb_1f/main.go:" + here + ":1: in its folder\r\n", "line 3: in its folder\n    fmt.Println(inverse(0), leaf.Fall())\n    ^"},
		{"link: duplicated definition, in /tmp/gonb_1f/main.go:" + here + " and main.go:" + other,
			"link: duplicated definition, in line 3 and cell [1], line 3"},
		{"open /tmp/gonb_1f/go.mod: no such file", "open go.mod: no such file"},
		{"go: inconsistent vendoring in /tmp/gonb_1f:", "go: inconsistent vendoring in the kernel's folder:"},
		{"github.com/tmp/gonb_1f/x: no", "github.com/tmp/gonb_1f/x: no"},
		{"go: module example.com/leaf: reading https://example.net/leaf/@v/list: 403 Forbidden",
			"line 1: example.com/leaf could not be fetched: 403 Forbidden\n    import \"example.com/leaf\"\n" +
				"  What others have written comes over the network, once."},
		{"./main.go:" + here + ":1: Pi already declared through dot-import of package math (\"math\")\n\t/usr/local/go/src/math/const.go:13:2: other declaration of Pi",
			"line 3: Pi already declared through dot-import of package math (\"math\")\n    fmt.Println(inverse(0), leaf.Fall())\n    ^\n    package math: other declaration of Pi"},
		{"main.go:999:1: nowhere", "nowhere"},
	} {
		if told := p.Compiler(test.printed).Error(); told != test.told {
			t.Errorf("%q is told as\n%s\nand not\n%s", test.printed, told, test.told)
		}
	}
}

func TestWhatTheRuntimePrintsIsToldInWords(t *testing.T) {
	p := ofThree(t, "func deeper(n int) int { return deeper(n+1) + 1 }\n%%\nvar all [][]float64\nfmt.Println(inverse(0), deeper(1), all)")
	here, other, deeper := in(t, p, "fmt.Println("), in(t, p, "return 1 / n"), in(t, p, "func deeper")
	frame := func(function, line string) string { return function + "\n\t/tmp/gonb_1f/main.go:" + line + " +0x57\n" }
	for _, test := range []struct {
		memory       uint64
		report, told string
	}{
		{0, "panic: runtime error: integer divide by zero\n[signal SIGFPE: floating-point exception code=0x1 addr=0x1 pc=0x1]\n\ngoroutine 1 [running]:\n" +
			frame("main.inverse(...)", other) + frame("main.main()", here) + "exit status 2\n",
			"panic: runtime error: integer divide by zero\n    cell [1], line 3: return 1 / n\n    line 4: fmt.Println(inverse(0), deeper(1), all)"},
		{400e6, "fatal error: runtime: out of memory\n\nruntime stack:\nruntime.throw({0x49?, 0x29?})\n\t/usr/local/go/src/runtime/panic.go:1229 +0x48 fp=0x2 sp=0x2 pc=0x4\n\n" +
			"goroutine 1 gp=0x245981dd41e0 m=2 mp=0x245981e0c808 [running]:\nruntime.makeslice(0x2?, 0x2?, 0x2?)\n\t/usr/local/go/src/runtime/slice.go:117 +0x49 fp=0x2 sp=0x2 pc=0x4\n" +
			"main.main()\n\t/tmp/gonb_1f/main.go:" + here + " +0x57 fp=0x2 sp=0x2 pc=0x4\n",
			"out of memory: the program asked for more than the 0.4 GB it may use\n    line 4: fmt.Println(inverse(0), deeper(1), all)"},
		{0, "runtime: cannot map pages in arena address space\nfatal error: x\n\ngoroutine 0 [idle]:\n", "out of memory: the program asked for more than there is"},
		{0, "runtime: goroutine stack exceeds 1000000000-byte limit\nruntime: sp=0xc0 stack=[0xc0, 0xc1]\nfatal error: stack overflow\n\nruntime stack:\nruntime.throw({0x1, 0x2})\n" +
			"\t/usr/local/go/src/runtime/panic.go:1 +0x4\n\ngoroutine 1 gp=0xc0 m=0 mp=0x5 [running]:\n" + strings.Repeat(frame("main.deeper(0x1)", deeper), 30),
			"runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n    line 1: func deeper(n int) int { return deeper(n+1) + 1 }"},
		{0, "SIGQUIT: quit\nPC=0x408a8e m=0 sigcode=0\n\ngoroutine 1 gp=0x1 m=0 mp=0x2 [running]:\n" + frame("main.main()", here),
			"SIGQUIT: quit\n    line 4: fmt.Println(inverse(0), deeper(1), all)"},
		{0, "panic: show: what\n\ngoroutine 1 [running]:\ngithub.com/downhill-go/downhill/pkg/show.Plot(0x0, {0x0, 0x0})\n\t/home/me/downhill/pkg/show/show.go:41 +0x1d\n" +
			"fmt.Fprintln({0x1, 0x2})\n\tfmt/print.go:305 +0x6b\n" + frame("main.main()", here),
			"panic: show: what\n    show.Plot (show.go:41)\n    line 4: fmt.Println(inverse(0), deeper(1), all)"},
	} {
		if told := p.Crash(test.report, test.memory).Error(); told != test.told {
			t.Errorf("%q is told as\n%s\nand not\n%s", test.report, told, test.told)
		}
	}
}

// Long before a report of a million goroutines has ended, all that is told of it is there.
func TestAReportIsCutWhereItSaysNothingNew(t *testing.T) {
	for name, report := range map[string]string{
		"overflow": "runtime: goroutine stack exceeds\nfatal error: stack overflow\n\nruntime stack:\nx()\n\ngoroutine 1 gp=0x1 [running]:\n" +
			strings.Repeat("main.f(0x1)\n\t/main.go:3 +0x1\n", 500),
		"asleep": "fatal error: all goroutines are asleep - deadlock!\n" + strings.Repeat("\ngoroutine 7 [select (no cases)]:\nmain.main()\n\t/main.go:3 +0x1\n", 1<<15),
	} {
		enough := 0
		var shown bytes.Buffer
		stderr := &Stderr{To: &shown, Enough: func() { enough++ }}
		for line := range strings.Lines(report) {
			if _, err := stderr.Write([]byte(line)); err != nil {
				t.Fatal(err)
			}
		}
		if kept, _ := stderr.Close(true); enough != 1 || kept != report || shown.Len() > 0 {
			t.Errorf("%s: enough %d times, %d of %d bytes kept, %d shown", name, enough, len(kept), len(report), shown.Len())
		}
	}
}

// What a program writes is shown as it writes it, and what looks like a crash after a moment.
func TestStderrIsShownAsItComes(t *testing.T) {
	var shown bytes.Buffer
	stderr := &Stderr{To: &shown}
	for _, step := range []struct{ write, shown string }{
		{"a", "a"},
		{"b\n", "ab\n"},
		{"pani", "ab\n"}, // It may become "panic: ".
		{"ck\n", "ab\npanick\n"},
		{"panic: words\n", "ab\npanick\n"},
		{"idle", "ab\npanick\npanic: words\n"},
		{"fatal error: x", "ab\npanick\npanic: words\n"},
		{"idle", "ab\npanick\npanic: words\nfatal error: x"},
		{"y\n", "ab\npanick\npanic: words\nfatal error: xy\n"},
		{"no end", "ab\npanick\npanic: words\nfatal error: xy\nno end"},
		{"panic: c", "ab\npanick\npanic: words\nfatal error: xy\nno end"},
		{"idle", "ab\npanick\npanic: words\nfatal error: xy\nno endpanic: c"},
	} {
		if step.write == "idle" {
			if err := stderr.Idle(); err != nil {
				t.Fatal(err)
			}
		} else if _, err := stderr.Write([]byte(step.write)); err != nil {
			t.Fatal(err)
		}
		if shown.String() != step.shown {
			t.Errorf("after %q %q is shown, not %q", step.write, shown.String(), step.shown)
		}
	}
}
