//go:build engine

package main

// ask reads an exercise's ID in the input and returns the length of its
// description; 0 if there is none, or for a panic that was caught.
//
//go:wasmexport ask
func askExport() (n int32) {
	defer caught(&n)
	out = append(out[:0], ask(string(in))...)
	return int32(len(out))
}

// judge reads "id NUL answer" in the input and returns the length of the
// outcome's number (0 unread, 1 wrong, 2 right) and the words.
//
//go:wasmexport judge
func judgeExport(tries int32) (n int32) {
	defer caught(&n)
	out = append(out[:0], judge(string(in), int(tries))...)
	return int32(len(out))
}

// hint reads an exercise's ID in the input and returns the length of a hint.
//
//go:wasmexport hint
func hintExport(tries int32) (n int32) {
	defer caught(&n)
	out = append(out[:0], hint(string(in), int(tries))...)
	return int32(len(out))
}
