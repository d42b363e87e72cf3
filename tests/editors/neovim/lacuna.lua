-- Lacuna in a real Neovim: nvim --headless --clean -S lacuna.lua, with REPOSITORY naming this repository,
-- COLLECTION a copy of tests/editors/collection, and `lacuna` on the PATH. Exits 1 if a promise is broken.
local collection = vim.fn.resolve(vim.env.COLLECTION)
local broken = 0

local function promise(what, kept, seen)
  io.stdout:write((kept and 'ok    ' or 'FAIL  ') .. what .. (kept and '' or '  ' .. vim.inspect(seen)) .. '\n')
  broken = broken + (kept and 0 or 1)
end

local function comes(condition) return vim.wait(20000, condition, 20) end

local function text(buffer) return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') end

local function contains(text_searched, wanted) return text_searched:find(wanted, 1, true) ~= nil end

local function open(path)
  vim.cmd.edit(path)
  local buffer = vim.api.nvim_get_current_buf()
  local function client() return vim.lsp.get_clients({ bufnr = buffer, name = 'lacuna' })[1] end
  return buffer, client
end

-- Puts the cursor on the first place of `wanted`, and returns its line and byte, both from 0.
local function go_to(buffer, wanted)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local at = line:find(wanted, 1, true)
    if at then
      vim.api.nvim_win_set_cursor(0, { number, at - 1 })
      return number - 1, at - 1
    end
  end
  error('there is no ' .. wanted)
end

local function finding(buffer, rule)
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    if diagnostic.code == rule then return diagnostic end
  end
end

-- The text of the floating window, once there is one; closes it.
local function float()
  local told
  comes(function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= '' then
        told = text(vim.api.nvim_win_get_buf(window))
        vim.api.nvim_win_close(window, true)
        return true
      end
    end
  end)
  return told or ''
end

local function findings_and_restorations(buffer, client)
  promise('columns are counted in UTF-8', client.offset_encoding == 'utf-8', client.offset_encoding)
  comes(function() return finding(buffer, 'names/confusable') end)
  local found = finding(buffer, 'names/confusable')
  local marked = found and vim.api.nvim_buf_get_text(buffer, found.lnum, found.col, found.end_lnum, found.end_col, {})[1]
  promise('the finding stands on its name, after a sign of four bytes', marked == 'Kim II Sung', found)

  go_to(buffer, 'Kim II Sung')
  vim.lsp.buf.hover()
  local told = float()
  promise('hover tells about the finding', contains(told, 'names/confusable'), told)
  promise('hover tells who it is', contains(told, 'Premier of the DPRK'), told)

  vim.lsp.buf.code_action({ apply = true, filter = function(action) return action.title == 'Read “Kim Il Sung”' end })
  promise('a code action restores the name', comes(function()
    return contains(text(buffer), 'had a picture of Kim Il Sung in his cabin')
  end), text(buffer))
  promise('the finding is gone', comes(function() return not finding(buffer, 'names/confusable') end))

  -- All edits of a script are one step of the undo history; this closes it.
  vim.o.undolevels = vim.o.undolevels
  vim.lsp.buf.code_action({ apply = true, context = { only = { 'source.fixAll.lacuna' }, diagnostics = {} } })
  promise('all that is safe is restored at once', comes(function()
    return contains(text(buffer), 'came in by night, and')
  end), text(buffer))
  promise('what is not safe stays', contains(text(buffer), '□□□ st of all'), text(buffer))
  vim.cmd('silent undo')
  promise('undo takes it back', contains(text(buffer), 'came in by night , and'), text(buffer))
end

local function completion(buffer)
  vim.api.nvim_buf_set_lines(buffer, -1, -1, false, { 'Signed by Arben Ko' })
  vim.api.nvim_win_set_cursor(0, { vim.api.nvim_buf_line_count(buffer), #'Signed by Arben Ko' })
  local client = vim.lsp.get_clients({ bufnr = buffer, name = 'lacuna' })[1]
  local offered = {}
  comes(function()
    local position = vim.lsp.util.make_position_params(0, client.offset_encoding)
    local answer = client:request_sync('textDocument/completion', position, 20000, buffer)
    local items = answer and answer.result and (answer.result.items or answer.result) or {}
    offered = vim.tbl_map(function(item) return item.label end, items)
    return #offered > 0
  end)
  promise('the name is completed', vim.tbl_contains(offered, 'Arben Kodra'), offered)
  vim.cmd('silent undo')
end

local function rename(buffer)
  go_to(buffer, 'Arben Kodra')
  vim.lsp.buf.rename('Arben Kodheli')
  promise('a person is renamed in the document', comes(function()
    return contains(text(buffer), 'told Arben Kodheli that') and contains(text(buffer), 'closed by Arben Kodheli himself')
  end), text(buffer))
  vim.cmd('silent wall')
  local reply = table.concat(vim.fn.readfile(collection .. '/letters/reply.txt'), '\n')
  promise('… and in the other one', contains(reply, 'thanks Arben Kodheli for'), reply)
  local people = table.concat(vim.fn.readfile(collection .. '/people.toml'), '\n')
  promise('… and in the authority', contains(people, 'name = "Arben Kodheli"'), people)
end

-- Stops the server, and waits until it is gone.
local function stop()
  for _, client in ipairs(vim.lsp.get_clients({ name = 'lacuna' })) do client:stop() end
  return comes(function() return #vim.lsp.get_clients({ name = 'lacuna' }) == 0 end)
end

-- Where the finding behind the sign of four bytes stands does not depend on how columns are counted.
local function encodings()
  for _, encoding in ipairs({ 'utf-16', 'utf-32' }) do
    stop()
    vim.lsp.config('lacuna', { capabilities = { general = { positionEncodings = { encoding } } } })
    local buffer, client = open(collection .. '/letters/anchor.txt')
    comes(function() return client() and finding(buffer, 'residue/latex') end)
    local found = finding(buffer, 'residue/latex')
    local marked = found and vim.api.nvim_buf_get_text(buffer, found.lnum, found.col, found.end_lnum, found.end_col, {})[1]
    promise('the place is the same in ' .. encoding, marked == '\\Box' and client().offset_encoding == encoding, found)
  end
end

local function health()
  vim.cmd('checkhealth lacuna')
  local told = text(0)
  promise('checkhealth finds the program', contains(told, 'lacuna, version'), told)
  promise('checkhealth names the collection', contains(told, collection), told)
  promise('checkhealth finds nothing wrong', not contains(told, 'ERROR'), told)

  vim.lsp.config('lacuna', { cmd = { '/nowhere/lacuna', 'server' } })
  vim.cmd('checkhealth lacuna')
  told = text(0)
  promise('checkhealth tells how to install a missing program', contains(told, 'cargo install lacuna'), told)
end

local function run()
  vim.opt.runtimepath:append(vim.env.REPOSITORY .. '/editors/neovim')
  vim.cmd('filetype plugin on | runtime! ftdetect/lacuna.lua')
  vim.lsp.enable('lacuna')

  local _, stranger = open(vim.fn.tempname() .. '.txt')
  vim.wait(500)
  promise('a text outside every collection is left alone', stranger() == nil)
  vim.cmd.edit(collection .. '/other.transcript')
  promise('the filetype is recognized', vim.bo.filetype == 'transcription', vim.bo.filetype)

  local buffer, client = open(collection .. '/letters/anchor.txt')
  promise('the server attaches', comes(client))
  if not client() then return end
  findings_and_restorations(buffer, client())
  completion(buffer)
  rename(buffer)
  encodings()
  health()
  promise('the server ends when asked', stop())
  vim.cmd('helptags ' .. vim.env.REPOSITORY .. '/editors/neovim/doc')
  promise('there is a help file', pcall(vim.cmd.help, 'lacuna'))
end

local worked, problem = xpcall(run, debug.traceback)
if not worked then promise('the test runs through', false, problem) end
vim.cmd(broken == 0 and 'qa!' or 'cq!')
