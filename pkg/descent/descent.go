// Package descent is the mathematics of gradient descent, line by line.
package descent
