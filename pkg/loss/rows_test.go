package loss

import (
	"errors"
	"math"
	"testing"
)

func TestBadRowsAreNamed(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	x := []float64{1, 2, 3, 4, 5, 6}
	y := []float64{0, 1, 0.5}
	neuron := func(x, y []float64, opts ...Option) error {
		_, err := NewNeuron(CrossEntropy, x, y, opts...)
		return err
	}
	softmax := func(x []float64, label []int) error {
		_, err := NewSoftmax(3, x, label)
		return err
	}
	ragged := func(table [][]float64) error {
		_, err := Rows(table)
		return err
	}
	for want, err := range map[string]error{
		"loss: row 1: x[0] is NaN, want a finite number":                                                   neuron([]float64{1, 2, nan, 4, 5, 6}, y),
		"loss: row 2: x is +Inf, want a finite number":                                                     neuron([]float64{1, 2, inf}, y),
		"loss: row 1: y is 1.5, want a label in [0, 1]":                                                    neuron(x, []float64{0, 1.5, 0}),
		"loss: row 0: y is NaN, want a label in [0, 1]":                                                    neuron(x, []float64{nan, 1, 0}),
		"loss: row 2: x has 1 value, want the same number for each of the 3 rows; x has 5 values in all":   neuron(x[:5], y),
		"loss: row 0: y is missing, want at least one row with a label":                                    neuron(x, nil),
		"loss: row 0: x has no values, want at least one for each of the 3 rows":                           neuron(nil, y),
		"loss: row 2: x has no values, want the same number for each of the 4 rows; x has 2 values in all": neuron(x[:2], []float64{0, 0, 0, 0}),
		"loss: row 1: y is NaN, want a finite label":                                                       func() error { _, err := NewNeuron(Huber, x, []float64{-7, nan, 3}); return err }(),
		"loss: row 1: weight is -1, want a finite number ≥ 0":                                              neuron(x, y, Weights([]float64{1, -1, 1})),
		"loss: row 2: weight is NaN, want a finite number ≥ 0":                                             neuron(x, y, Weights([]float64{1, 1, nan})),
		"loss: row 2: weight is missing, want one for each of the 3 rows":                                  neuron(x, y, Weights([]float64{1, 1})),
		"loss: row 3: weight is one too many, want one for each of the 3 rows":                             neuron(x, y, Weights([]float64{1, 1, 1, 1})),
		"loss: row 2: sum of weights is 0, want a positive, finite number":                                 neuron(x, y, Weights([]float64{0, 0, 0})),
		"loss: row 2: x has 1 value, want as many as row 0 has, 2":                                         ragged([][]float64{{1, 2}, {3, 4}, {5}}),
		"loss: row 1: x has no values, want as many as row 0 has, 2":                                       ragged([][]float64{{1, 2}, nil, {5, 6}}),
		"loss: row 1: label is 3, want a class from 0 to 2":                                                softmax(x, []int{0, 3, 1}),
		"loss: row 0: label is -1, want a class from 0 to 2":                                               softmax(x, []int{-1, 0, 1}),
	} {
		if err == nil || err.Error() != want {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
}

func TestBadRowsCanBeAskedForTheirNumber(t *testing.T) {
	_, err := NewNeuron(CrossEntropy, []float64{1, 2, math.NaN()}, []float64{0, 1, 1})
	var row *RowError
	if !errors.As(err, &row) || row.Row != 2 || row.Field != "x" || row.Found != "is NaN" {
		t.Errorf("%#v", err)
	}
	_, err = NewNeuron(CrossEntropy, []float64{1, 2, 3}, []float64{0, 1})
	if !errors.As(err, &row) || row.Row != 1 || row.Found != "has 1 value" {
		t.Errorf("%#v", err)
	}
	_, err = NewNeuron(CrossEntropy, []float64{1, 2, 3}, []float64{0, 1, 1}, Weights([]float64{1}))
	if !errors.As(err, &row) || row.Row != 1 || row.Field != "weight" {
		t.Errorf("%#v", err)
	}
}

func TestMisusePanicsWithOneSentence(t *testing.T) {
	L := orings(CrossEntropy)
	θ := []float64{1, 2}
	S := Must(NewSoftmax(2, []float64{1, 2}, []int{0, 1}))
	for want, f := range map[string]func(){
		"loss: θ has the wrong length":                                       func() { L.Value([]float64{1}) },
		"loss: u has the wrong length":                                       func() { L.Taylor(make([]float64, 2), []float64{1, 2}, []float64{1}) },
		"loss: dst has the wrong length":                                     func() { L.Gradient(make([]float64, 3), []float64{1, 2}) },
		"loss: v has the wrong length":                                       func() { L.HessianVector(nil, []float64{1, 2}, nil) },
		"loss: x has the wrong length":                                       func() { L.Predict([]float64{1, 2}, 1, 2) },
		"loss: unknown kind":                                                 func() { NewNeuron(7, nil, nil) },
		"loss: A is not square":                                              func() { NewQuadratic([]float64{1, 2}, nil, 0) },
		"loss: A is not symmetric":                                           func() { NewQuadratic([]float64{1, 2, 3, 4}, nil, 0) },
		"loss: b has the wrong length":                                       func() { NewQuadratic([]float64{1}, []float64{1, 2}, 0) },
		"loss: no quadratic has that dimension and condition number":         func() { Conditioned(1, 2) },
		"loss: Rosenbrock needs two parameters":                              func() { Rosenbrock(1) },
		"loss: dimension is not positive":                                    func() { New(0, nil) },
		"loss: L2 penalty is negative or not finite":                         func() { L2(-1) },
		"loss: fewer than two classes":                                       func() { NewSoftmax(1, nil, nil) },
		"loss: no hidden units":                                              func() { NewNetwork(0, 2, nil, nil) },
		"loss: dst is also an argument":                                      func() { L.Gradient(θ, θ) },
		"loss: f is nil":                                                     func() { New(2, nil) },
		"loss: no rows in the batch":                                         func() { S.Batch(nil, make([]float64, 4), []int{}) },
		"loss: Taylor needs a dst: its length is the number of coefficients": func() { L.Taylor(nil, θ, θ) },
		"loss: batch names a row that does not exist":                        func() { S.Batch(nil, make([]float64, 4), []int{0, 2}) },
		"loss: k is not positive":                                            func() { NewQuadratic([]float64{1}, nil, 0).DerivativeBound([]float64{1}, 0) },
	} {
		func() {
			defer func() {
				if got := recover(); got != want {
					t.Errorf("panics with %v, want %q", got, want)
				}
			}()
			f()
		}()
	}
}

func TestNoLossTakesAnArgumentForDst(t *testing.T) {
	for name, L := range everyLoss() {
		θ, v := make([]float64, L.Dim()), make([]float64, L.Dim())
		misuses := map[string]func(){
			"Gradient":  func() { L.Gradient(θ, θ) },
			"Taylor, θ": func() { L.Taylor(θ, θ, v) },
			"Taylor, u": func() { L.Taylor(v[:1], θ, v) },
			"∇²Lv, θ":   func() { L.(hessianVectorer).HessianVector(θ, θ, v) },
			"∇²Lv, v":   func() { L.(hessianVectorer).HessianVector(v, θ, v) },
		}
		if L, ok := L.(batcher); ok {
			misuses["Batch"] = func() { L.Batch(θ, θ, []int{0}) }
		}
		if L, ok := L.(interface {
			ValueGradient(dst, θ []float64) float64
		}); ok {
			misuses["ValueGradient"] = func() { L.ValueGradient(θ, θ) }
		}
		for what, f := range misuses {
			func() {
				defer func() {
					if got := recover(); got != "loss: dst is also an argument" {
						t.Errorf("%s, %s: panics with %v", name, what, got)
					}
				}()
				f()
			}()
		}
	}
}
