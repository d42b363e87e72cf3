;;; Lacuna in a real Emacs: emacs --batch -Q -l lacuna.el, with SETUP naming the lines that
;;; editors/README.md gives, COLLECTION a copy of tests/editors/collection, and `lacuna' on the PATH.
;;; Exits 1 if a promise is broken.

(require 'eglot)
(require 'flymake)
(load (getenv "SETUP"))
(setq native-comp-enable-subr-trampolines nil
      native-comp-jit-compilation nil
      eglot-sync-connect 30
      eglot-confirm-server-edits nil)

(defvar broken 0)

(defun promise (what kept &optional seen)
  (princ (format "%s%s%s\n" (if kept "ok    " "FAIL  ") what (if kept "" (format "  %S" seen))))
  (unless kept (setq broken (1+ broken))))

(defmacro comes (condition)
  `(let ((end (+ (float-time) 20)) value)
     (while (and (not (setq value ,condition)) (< (float-time) end))
       (accept-process-output nil 0.05)
       (sit-for 0.01))
     value))

(defun finding (text)
  (seq-find (lambda (found) (string-match-p (regexp-quote text) (flymake-diagnostic-text found)))
            (flymake-diagnostics)))

(defun marked (found)
  (buffer-substring-no-properties (flymake-diagnostic-beg found) (flymake-diagnostic-end found)))

(find-file (expand-file-name "letters/anchor.txt" (getenv "COLLECTION")))
(apply #'eglot (eglot--guess-contact))
(promise "eglot manages the document" (comes (eglot-managed-p)))

(let ((found (comes (progn (flymake-start) (finding "Kim II Sung")))))
  (promise "the finding stands on its name, after a sign of four bytes"
           (and found (equal (marked found) "Kim II Sung"))
           (mapcar #'flymake-diagnostic-text (flymake-diagnostics))))

(goto-char (point-min))
(search-forward "Kim II")
(let ((told (format "%s" (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover
                                          (eglot--TextDocumentPositionParams)))))
  (promise "hover tells who it is" (string-match-p "Premier of the DPRK" told) told))

(let ((offered (eglot-code-actions (point) nil "quickfix" nil)))
  (promise "the restoration is offered first" (equal (plist-get (car offered) :title) "Read “Kim Il Sung”") offered)
  (eglot-execute (eglot--current-server-or-lose) (car offered)))
(promise "the restoration is made"
         (comes (string-match-p "had a picture of Kim Il Sung in his cabin" (buffer-string)))
         (buffer-string))

(ignore-errors (eglot-shutdown (eglot-current-server)))
(set-buffer-modified-p nil)
(kill-emacs (if (= broken 0) 0 1))
