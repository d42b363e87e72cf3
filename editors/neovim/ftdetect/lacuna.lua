vim.filetype.add({
  extension = {
    transcript = 'transcription',
    transcription = 'transcription',
  },
  filename = {
    ['lacuna.ledger.jsonl'] = 'lacuna-ledger',
  },
})
