-- Lacuna in a real Neovim: nvim --headless --clean -S lacuna.lua, with REPOSITORY naming this
-- repository and `lacuna` on the PATH. Exits 1 if a promise is broken.
local broken = 0

local function promise(what, kept, seen)
  io.stdout:write((kept and 'ok    ' or 'FAIL  ') .. what .. (kept and '' or '  ' .. vim.inspect(seen)) .. '\n')
  broken = broken + (kept and 0 or 1)
end

local function comes(condition)
  return vim.wait(20000, condition, 20)
end

local function write(path, text)
  vim.fn.mkdir(vim.fs.dirname(path), 'p')
  local file = assert(io.open(path, 'w'))
  file:write(text)
  file:close()
end

local function run()
  local collection = vim.fn.resolve(vim.fn.tempname())
  write(collection .. '/lacuna.toml', '[collection]\n')
  -- A character outside the basic plane stands before the debris: a wrong count of columns shows.
  write(collection .. '/harbour.transcript', 'The harbour master 😀 wrote that ☐☐☐☐ ships lay at anchor.\n')
  write(collection .. '/../elsewhere.txt', 'Nobody asked about ☐☐☐☐ this.\n')

  vim.opt.runtimepath:append(vim.env.REPOSITORY .. '/editors/neovim')
  vim.cmd('runtime! ftdetect/lacuna.lua | filetype on')
  vim.lsp.enable('lacuna')
  vim.cmd.edit(collection .. '/harbour.transcript')
  local buffer = vim.api.nvim_get_current_buf()
  promise('the filetype is recognized', vim.bo.filetype == 'transcription', vim.bo.filetype)

  local function client() return vim.lsp.get_clients({ bufnr = buffer, name = 'lacuna' })[1] end
  promise('the server attaches', comes(client))
  if not client() then return end
  promise('columns are counted in UTF-8', client().offset_encoding == 'utf-8', client().offset_encoding)

  comes(function() return #vim.diagnostic.get(buffer) > 0 end)
  local found = vim.diagnostic.get(buffer)
  local line = vim.api.nvim_buf_get_lines(buffer, 0, 1, false)[1]
  local marked = found[1] and line:sub(found[1].col + 1, found[1].end_col)
  promise('the finding stands on the debris', marked and marked:find('☐☐☐☐', 1, true) ~= nil, found)

  local hover = client():request_sync('textDocument/hover', {
    textDocument = { uri = vim.uri_from_bufnr(buffer) },
    position = { line = 0, character = line:find('☐', 1, true) - 1 },
  }, 20000, buffer)
  local told = hover and hover.result and hover.result.contents.value or ''
  promise('hover tells about the finding', found[1] and told:find(found[1].code, 1, true) ~= nil, hover)

  vim.api.nvim_win_set_cursor(0, { 1, line:find('☐', 1, true) - 1 })
  vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title == 'Mark as illegible' or action.isPreferred end, context = { only = { 'quickfix' }, diagnostics = {} } })
  local function restored() return not vim.api.nvim_buf_get_lines(buffer, 0, 1, false)[1]:find('☐☐☐☐', 1, true) end
  promise('a code action restores the place', comes(restored), vim.api.nvim_buf_get_lines(buffer, 0, 1, false))

  vim.cmd('checkhealth lacuna')
  local health = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  promise('checkhealth finds the program and the collection',
    health:find('lacuna, version', 1, true) ~= nil and health:find(collection, 1, true) ~= nil and not health:find('ERROR', 1, true), health)

  vim.cmd.edit(collection .. '/../elsewhere.txt')
  vim.wait(500)
  promise('a text outside every collection is left alone',
    #vim.lsp.get_clients({ bufnr = vim.api.nvim_get_current_buf() }) == 0)
end

local worked, problem = xpcall(run, debug.traceback)
if not worked then promise('the test runs through', false, problem) end
vim.cmd(broken == 0 and 'qa!' or 'cq!')
