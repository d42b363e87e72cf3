---@brief
--- Lacuna, a language server for transcriptions of archival documents.
---
--- Settings (all optional): `level` – the least severe findings shown, `convention` – the editorial
--- convention to write in, whatever `lacuna.toml` names, `inlayHints` – whether acronyms are written out.

local settings = vim.empty_dict()

---@type vim.lsp.Config
return {
  cmd = { 'lacuna', 'server' },
  filetypes = { 'transcription', 'text', 'markdown', 'xml', 'toml', 'lacuna-ledger' },
  root_markers = { 'lacuna.toml' },
  -- Texts are everywhere, transcriptions are not: without a lacuna.toml above the file, stay away.
  workspace_required = true,
  init_options = settings,
  settings = { lacuna = settings },
}
