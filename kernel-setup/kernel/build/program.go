package build

import (
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// importsOf are the paths that a program imports, sorted. It fails if a plan cannot hold for the program: for what beside its imports decides how it is built.
func importsOf(source string) ([]string, error) {
	if strings.Contains(source, "//go:") {
		return nil, errNoPlan
	}
	file, err := parser.ParseFile(token.NewFileSet(), "", source, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil || path == "C" {
			return nil, errNoPlan
		}
		if path != "unsafe" {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths), nil
}

const plotPath = "gonum.org/v1/plot"

// backends are the packages that draw gonum/plot's formats.
var backends = map[string]string{
	"eps": "vgeps", "jpg": "vgimg", "jpeg": "vgimg", "pdf": "vgpdf", "png": "vgimg", "svg": "vgsvg", "tex": "vgtex", "tif": "vgimg", "tiff": "vgimg",
}

// formatsOf are the packages, sorted, that a program's plots need to be written in the formats it names. It returns false if it writes one in a format
// that is not plain to see. What imports nothing that could draw one, writes none.
func formatsOf(source string, imports []string) ([]string, bool) {
	if !slices.ContainsFunc(imports, mayPlot) {
		return nil, true
	}
	file, err := parser.ParseFile(token.NewFileSet(), "", source, parser.SkipObjectResolution)
	if err != nil {
		return nil, false
	}
	ok, called := true, map[*ast.SelectorExpr]bool{}
	var paths []string
	ast.Inspect(file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.CallExpr:
			selector, isMethod := node.Fun.(*ast.SelectorExpr)
			if !isMethod || !writes(selector.Sel.Name) {
				return true
			}
			called[selector] = true
			path := ""
			if len(node.Args) == 3 {
				path = backendOf(node.Args[2], selector.Sel.Name == "Save")
			}
			ok = ok && path != ""
			paths = append(paths, path)
		case *ast.SelectorExpr: // not called here, but handed on
			ok = ok && (called[node] || !writes(node.Sel.Name))
		}
		return ok
	})
	slices.Sort(paths)
	return slices.Compact(paths), ok
}

// mayPlot reports whether a package may give a program a plot.
func mayPlot(path string) bool {
	return strings.HasPrefix(path, plotPath) || strings.HasPrefix(path, ours[0])
}

// writes reports whether a function of this name may be one of those of gonum/plot that look a format up by its name.
func writes(name string) bool {
	return name == "Save" || name == "WriterTo" || name == "NewFormattedCanvas"
}

// backendOf is the package for the format that a literal names, or the ending of a file's name; "" if it is none.
func backendOf(arg ast.Expr, isFile bool) string {
	literal, ok := arg.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return ""
	}
	text, err := strconv.Unquote(literal.Value)
	if err != nil {
		return ""
	}
	if isFile {
		text = strings.TrimPrefix(strings.ToLower(filepath.Ext(text)), ".")
	}
	if backend := backends[text]; backend != "" {
		return plotPath + "/vg/" + backend
	}
	return ""
}

// heavy are the functions of our packages that a lean program does without.
var heavy = []string{"Ask", "Live", "Minimize", "Problem", "FromProblem"}

// namesHeavy reports whether one of these names stands in a program.
func namesHeavy(source string) bool {
	var scan scanner.Scanner
	scan.Init(token.NewFileSet().AddFile("", -1, len(source)), []byte(source), nil, 0)
	for {
		switch _, tok, literal := scan.Scan(); {
		case tok == token.EOF:
			return false
		case tok == token.IDENT && slices.Contains(heavy, literal):
			return true
		}
	}
}

// ours are the modules that are known not to write plots in formats of their own choice, nor to mean something else by the tags "minimal" and "lean".
var ours = []string{
	"github.com/downhill-go/downhill", "gonum.org/v1/gonum", "gonum.org/v1/plot", "github.com/janpfeifer/gonb", "golang.org/x/exp", "golang.org/x/image",
	"golang.org/x/text", "golang.org/x/tools", "codeberg.org/go-fonts/liberation", "codeberg.org/go-latex/latex", "codeberg.org/go-pdf/fpdf", "git.sr.ht/~sbinet/gg",
	"github.com/ajstarks/svgo", "github.com/golang/freetype", "github.com/go-logr/logr", "github.com/gofrs/uuid", "github.com/pkg/errors", "k8s.io/klog/v2",
}

// allOurs reports whether all packages are such.
func allOurs(packages []listed) bool {
	return !slices.ContainsFunc(packages, func(p listed) bool {
		return !p.Standard && (p.Module == nil || !slices.Contains(ours, p.Module.Path))
	})
}
