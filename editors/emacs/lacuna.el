;;; Lacuna in Emacs, with eglot: load this from your init file, then M-x eglot in a transcription.

(define-derived-mode lacuna-transcription-mode text-mode "Transcription")
(add-to-list 'auto-mode-alist '("\\.\\(?:transcript\\|transcription\\)\\'" . lacuna-transcription-mode))

(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs
               '((lacuna-transcription-mode text-mode markdown-mode nxml-mode) . ("lacuna" "server"))))
