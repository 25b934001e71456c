module go.lsp.dev/pkg

go 1.26.0
