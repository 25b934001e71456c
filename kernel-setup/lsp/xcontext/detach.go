// Package xcontext stands in for go.lsp.dev/pkg/xcontext, of which go.lsp.dev/protocol, and so GoNB, uses this one function.
// The host go.lsp.dev answers no more, and its module pkg is not to be had under another name.
package xcontext

import "context"

// Detach gives a context with the values of ctx that is not cancelled with it.
func Detach(ctx context.Context) context.Context { return context.WithoutCancel(ctx) }
