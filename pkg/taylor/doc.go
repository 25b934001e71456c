// Package taylor is arithmetic on truncated power series: numbers that carry
// their own derivatives, up to any order.
//
// # What a series is
//
// The article's central step expands the loss along a direction u,
//
//	φ(η) = L(θ + η u) = c_0 + c_1 η + c_2 η² + … + c_K η^K + …
//
// and c_1 is u·∇L, 2 c_2 is uᵀ∇²Lu, and so on. A [Series] is the list c_0 … c_K, and the
// package knows how to add, multiply and divide such lists, and how to put them
// into exp, log, sin, σ and the other functions that losses are made of. Write a
// loss with these operations, begin with θ_i + η u_i instead of θ_i, and the result
// is φ with all its derivatives: not differences, not symbols, but numbers
// exact up to rounding.
//
// Coefficients are normalised: c_k is the k-th derivative divided by k!. That is
// what polynomials are evaluated with, and it neither overflows nor underflows where
// k! would. Multiply by k! for the derivative itself.
//
// # How to use it
//
// Series live in a [Workspace] of some order K, which hands out their memory:
//
//	ws := taylor.NewWorkspace(4)
//	w := ws.Line(θ[0], u[0])             // w + η Δw
//	b := ws.Line(θ[1], u[1])
//	z := w.Scale(66).Add(b)              // w·66 + b, still a line
//	φ := z.CrossEntropy(0)               // all of K = 4 from here
//	c := φ.CopyTo(nil)                   // c_0 … c_4, ours to keep
//
// Operations are methods, read from left to right, and never change their
// operands; sums over many rows use the one exception, [Series.Acc]. A series that is a
// polynomial of low degree is kept and multiplied as one.
//
// [Workspace.Reset] takes all memory back at once. The first round through a
// calculation makes the arena grow; from the second on, nothing is allocated.
// [Workspace.Mark] and [Workspace.Release] do the same for the terms of a sum. A
// workspace and its series belong to one goroutine; what CopyTo returned belongs to
// the caller.
//
// # How it works
//
// Each function satisfies a simple differential equation, and comparing the
// coefficients of both sides gives a recurrence. For v = eᵃ it is v′ = a′ v, so
//
//	k v_k = Σ_{j=1..k} j a_j v_{k−j}
//
// The recurrences, each stated with its function, are those of Griewank & Walther,
// Evaluating Derivatives, 2nd edition, SIAM 2008, chapter 13; they cost O(K²), and O(K)
// for exp of a line. The sigmoid and its kin are written for the side on which they are
// small, so that a saturated neuron, |z| = 700, still has every coefficient c_k to
// 1e-13 of its size or, where it passes through 0, of √|c_{k−1} c_{k+1}|. (Tests compare with
// 50 digits; errors seen are below 1e-14.)
//
// A further function is a method beside its kin, with its recurrence and source in the
// comment; a line in the tests' table of functions and in testdata/reference.py, which
// writes the coefficients that it is held against; and, if expressions shall know it, a row
// of the table in package expr.
//
// # Where there is no answer
//
// At a point where a function has no expansion, such as log or √ or 1/x at 0, or |x| at
// its corner, coefficient 0 is the function's value there (possibly ±Inf or NaN)
// and every other coefficient is NaN. A constant argument is no such case: log of the
// constant 0 is the constant −Inf. Outside a function's domain everything is NaN.
// Nothing panics for a value; misuse (series of different workspaces, a negative
// order) does, with a sentence that begins with "taylor: ".
package taylor
