# Pages that say what went wrong and what to do.

error-not-found-title = Not here
error-not-found = There is nothing at this address, or you may not see it.
error-forbidden-title = Not allowed
error-forbidden = You may see this, but not do that. Ask an administrator for the right.
error-conflict-title = Someone else changed it too
error-conflict = Nothing is lost. Choose for each field which value holds.
error-invalid-title = Not saved
error-invalid = { $count ->
    [one] { $count } field needs a look.
   *[other] { $count } fields need a look.
}
error-internal-title = That went wrong
error-internal = It is our fault, and it has been logged as { $id }. Nothing was changed.
error-too-many-title = Too many attempts
error-too-many = { $seconds ->
    [one] Wait { $seconds } second and try again.
   *[other] Wait { $seconds } seconds and try again.
}
error-form-expired = This form is too old to be trusted. Load the page again and repeat.
error-busy-title = Busy
error-busy = Too much is being written just now. Try again in a moment.
error-too-large = The request is larger than it may be.
error-unreached-title = The database does not answer
error-unreached = It is being tried again. Come back in a few seconds, and look whether what you sent was saved before you send it again.
error-full-title = The disk is full
error-full = Nothing was changed. Whoever runs this server must make room; then it goes on by itself.
error-late-title = That took too long
error-late = It was broken off. Ask for less at once: a shorter time, fewer records, a filter.
error-token-reads-only = This token may read only.
error-body = The body does not read: { $fault }
error-key-length = An idempotency key has 1 to { $count } characters.
error-key-used = This idempotency key was used for another request.
error-key-done = This was done, or begun, under this key, and the server stopped before the answer was kept. Look at what stands before you send it under another key.
api-docs-title = API
api-docs-begin = Make a token in your settings and send it with each request.
error-home = Go to the first page
