-- Lacuna in Neovim 0.10, which has no vim.lsp.enable(): nvim --headless --clean -S old.lua, with the
-- same surroundings as lacuna.lua.
local function promise(what, kept)
  io.stdout:write((kept and 'ok    ' or 'FAIL  ') .. what .. '\n')
  if not kept then vim.cmd('cq!') end
end

vim.opt.runtimepath:append(vim.env.REPOSITORY .. '/editors/neovim')
vim.cmd('filetype plugin on | runtime! ftdetect/lacuna.lua plugin/lacuna.lua')
promise('this Neovim is the old one', vim.fn.has('nvim-0.11') == 0)
vim.cmd.edit(vim.env.COLLECTION .. '/letters/anchor.txt')
promise('the server is started without vim.lsp.enable()', vim.wait(20000, function()
  return #vim.diagnostic.get(0) > 0
end, 20))
vim.cmd('checkhealth lacuna')
local told = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
promise('checkhealth finds nothing wrong', told:find('lacuna, version', 1, true) and not told:find('ERROR', 1, true))
for _, client in ipairs(vim.lsp.get_clients()) do client.stop() end
promise('the server ends when asked', vim.wait(20000, function() return #vim.lsp.get_clients() == 0 end, 20))
vim.cmd('qa!')
