// Command catalog writes what the reader in the browser's tab knows of packages besides their types: index.json, the list of those that
// a cell may import (a cell.Index), and docs.json, their doc comments.
//
//	catalog FOLDER PACKAGE ...
//
// It runs in the folder of the packages' module, with the build tags and the GOOS for which they are compiled.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/downhill-go/downhill/kernel-setup/cell/packages"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: catalog FOLDER PACKAGE ...")
		os.Exit(2)
	}
	if err := write(os.Args[1], os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "catalog:", err)
		os.Exit(1)
	}
}

func write(folder string, paths []string) error {
	index, err := packages.List(".", paths...)
	if err != nil {
		return err
	}
	docs, err := documentation(paths)
	if err != nil {
		return err
	}
	for name, content := range map[string]any{"index.json": index, "docs.json": docs} {
		text, err := json.Marshal(content)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// documentation is, by import path and name (Name, Type.Method, Type.Field, "" for the package), what is said of it.
func documentation(paths []string) (map[string]map[string]string, error) {
	list := exec.Command("go", append([]string{"list", "-json=ImportPath,Dir,GoFiles"}, paths...)...)
	list.Stderr = os.Stderr
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	all := map[string]map[string]string{}
	for decode := json.NewDecoder(bytes.NewReader(out)); ; {
		var found struct {
			ImportPath, Dir string
			GoFiles         []string
		}
		if err := decode.Decode(&found); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		if all[found.ImportPath], err = documented(found.ImportPath, found.Dir, found.GoFiles); err != nil {
			return nil, err
		}
	}
}

func documented(path, dir string, names []string) (map[string]string, error) {
	files := token.NewFileSet()
	var parsed []*ast.File
	for _, name := range names {
		file, err := parser.ParseFile(files, filepath.Join(dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		parsed = append(parsed, file)
	}
	p, err := doc.NewFromFiles(files, parsed, path, doc.PreserveAST)
	if err != nil {
		return nil, err
	}
	said := map[string]string{}
	note := func(name, comment string) {
		if comment = strings.TrimSpace(comment); comment != "" {
			said[name] = string(p.Markdown(comment))
		}
	}
	values := func(all []*doc.Value) {
		for _, value := range all {
			for _, name := range value.Names {
				note(name, value.Doc)
			}
		}
	}
	functions := func(of string, all []*doc.Func) {
		for _, function := range all {
			note(of+function.Name, function.Doc)
		}
	}
	note("", p.Doc)
	values(p.Consts)
	values(p.Vars)
	functions("", p.Funcs)
	for _, t := range p.Types {
		note(t.Name, t.Doc)
		values(t.Consts)
		values(t.Vars)
		functions("", t.Funcs)
		functions(t.Name+".", t.Methods)
		fields(t, note)
	}
	return said, nil
}

// fields notes the comments of a struct's fields and an interface's methods.
func fields(t *doc.Type, note func(name, comment string)) {
	for _, spec := range t.Decl.Specs {
		spec, ok := spec.(*ast.TypeSpec)
		if !ok || spec.Name.Name != t.Name {
			continue
		}
		var list *ast.FieldList
		switch of := spec.Type.(type) {
		case *ast.StructType:
			list = of.Fields
		case *ast.InterfaceType:
			list = of.Methods
		default:
			continue
		}
		for _, field := range list.List {
			for _, name := range field.Names {
				if name.IsExported() {
					note(t.Name+"."+name.Name, field.Doc.Text()+field.Comment.Text())
				}
			}
		}
	}
}
