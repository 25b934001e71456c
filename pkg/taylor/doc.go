// Package taylor is arithmetic on truncated power series: numbers that carry
// their own derivatives, up to any order.
package taylor
