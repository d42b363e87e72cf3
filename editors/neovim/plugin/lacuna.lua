-- Neovim 0.10 has no vim.lsp.enable(): there the server is started by this file, in every collection.
if vim.g.loaded_lacuna or vim.fn.has('nvim-0.11') == 1 then return end
vim.g.loaded_lacuna = true

if vim.fn.has('nvim-0.10') == 0 then
  vim.notify('Lacuna needs Neovim 0.10 or later; this is ' .. tostring(vim.version()), vim.log.levels.WARN)
  return
end

local folder = vim.fs.dirname(vim.fs.dirname(debug.getinfo(1, 'S').source:sub(2)))
local config = dofile(folder .. '/lsp/lacuna.lua')

vim.api.nvim_create_autocmd('FileType', {
  group = vim.api.nvim_create_augroup('lacuna', {}),
  pattern = config.filetypes,
  callback = function(event)
    local root = vim.fs.root(event.buf, config.root_markers)
    if root then
      vim.lsp.start(vim.tbl_extend('error', { name = 'lacuna', root_dir = root }, {
        cmd = config.cmd,
        init_options = config.init_options,
        settings = config.settings,
      }), { bufnr = event.buf })
    end
  end,
})
