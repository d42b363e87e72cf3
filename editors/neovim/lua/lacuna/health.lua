-- What `:checkhealth lacuna` says.
local M = {}

local OLDEST_SERVER = '0.1.0'

-- The command that starts the server; none if this Neovim cannot, or does not know Lacuna.
local function command()
  if vim.fn.has('nvim-0.11') == 1 then
    vim.health.ok('this Neovim knows vim.lsp.enable()')
    local config = vim.lsp.config['lacuna']
    if not config then vim.health.error('the file lsp/lacuna.lua is not on the runtimepath') end
    return config and config.cmd
  end
  if vim.g.loaded_lacuna and vim.fn.has('nvim-0.10') == 1 then
    vim.health.ok('this Neovim has no vim.lsp.enable(): plugin/lacuna.lua starts the server')
    return { 'lacuna', 'server' }
  end
  vim.health.error('Neovim 0.10 or later is needed, with plugins switched on', { 'update Neovim' })
end

local function check_server(program)
  local path = vim.fn.exepath(program)
  if path == '' then
    vim.health.error(('the program `%s` is not on the PATH'):format(program), {
      'install it: cargo install lacuna',
      "or name it: vim.lsp.config('lacuna', { cmd = { '/where/it/is/lacuna', 'server' } })",
    })
    return
  end
  local said = vim.system({ path, '--version' }, { text = true }):wait(5000)
  local version = said.code == 0 and vim.version.parse(said.stdout or '')
  if not version then
    vim.health.error(('%s did not tell its version; it is not Lacuna, or it cannot run here'):format(path))
  elseif vim.version.lt(version, OLDEST_SERVER) then
    vim.health.error(('%s is version %s; at least %s is needed'):format(path, version, OLDEST_SERVER), {
      'update it: cargo install lacuna',
    })
  else
    vim.health.ok(('%s, version %s'):format(path, version))
  end
end

local function check_client()
  if vim.fn.has('nvim-0.11') == 1 and not vim.lsp.is_enabled('lacuna') then
    vim.health.warn('Lacuna is not switched on', "add vim.lsp.enable('lacuna') to your init.lua")
    return
  end
  local clients = vim.lsp.get_clients({ name = 'lacuna' })
  if #clients == 0 then
    vim.health.info('switched on, and reading nothing: no open file lies under a lacuna.toml (`lacuna init` writes one)')
  end
  for _, client in ipairs(clients) do
    vim.health.ok(('reading the collection %s'):format(client.root_dir or 'of a single file'))
  end
end

function M.check()
  vim.health.start('lacuna')
  local cmd = command()
  if not cmd then return end
  -- A command may be a function that connects to a running server; then there is nothing to look up.
  if type(cmd) == 'table' then check_server(cmd[1]) end
  check_client()
end

return M
