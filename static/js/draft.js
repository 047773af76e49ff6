// Keeps long text as a draft on the server while it is being written: once a minute where
// something has changed, and before the session ends. "Save draft" does the same without it.
(function () {
  const EVERY = 60 * 1000 // milliseconds
  const form = document.querySelector('form[data-keeps-draft]')
  if (!form) return
  const state = form.querySelector('[data-draft-state]')
  let kept = written()

  function written () {
    return Array.from(form.querySelectorAll('textarea'), function (box) { return box.value }).join('\n\n')
  }

  async function keep () {
    const words = written()
    if (words === kept) return
    const answers = new FormData(form)
    form.querySelectorAll('input[type="file"]').forEach(function (file) { answers.delete(file.name) })
    answers.set('keep_draft', 'yes')
    try {
      const answer = await fetch(window.location.href, { method: 'POST', body: answers, redirect: 'manual', headers: { 'X-Draft': 'quiet' } })
      if (!answer.ok) throw new Error('not kept')
      kept = words
      state.textContent = 'Draft saved at ' + new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }) + '. Only you can see it.'
      document.dispatchEvent(new CustomEvent('draft-saved'))
    } catch (error) {
      state.textContent = 'The draft could not be saved. Your text is still on this page.'
    }
  }

  window.setInterval(keep, EVERY)
  document.addEventListener('session-ending', keep)
})()
