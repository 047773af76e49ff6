// Warns two minutes before the session ends, and lets the person stay (WCAG 2.2.1).
// Without it the session ends just the same; the page "Staying signed in" says when.
(function () {
  const WARNING = 120 // seconds
  const AFTER = 2 // seconds, so that the server has ended the session when it is asked
  const box = document.querySelector('[data-time-out]')
  if (!box || !box.showModal) return
  const now = function () { return Date.now() / 1000 }
  const last = now() + Number(box.dataset.endsAtLastIn)
  const quiet = Number(box.dataset.endsIn)
  let ends = now() + quiet
  let dismissed = false
  // Another page of the same person puts the end off for this one too; nothing is stored.
  const others = window.BroadcastChannel ? new BroadcastChannel('session') : null
  if (others) {
    others.addEventListener('message', function (event) { putOff(Number(event.data)) })
    others.postMessage(ends)
  }

  function putOff (until) {
    if (!(until > ends)) return
    ends = Math.min(until, last)
    dismissed = false
    if (box.open) box.close()
  }

  function stayed () {
    const until = Math.min(now() + quiet, last)
    putOff(until)
    if (others) others.postMessage(until)
  }

  function over () { window.location.assign(box.dataset.over) }

  function inWords (seconds) {
    if (seconds > 60) return '2 minutes'
    return seconds > 30 ? '1 minute' : 'less than a minute'
  }

  box.querySelector('[data-time-out-stay]').addEventListener('click', async function () {
    try {
      const answer = await fetch(box.dataset.stay, { redirect: 'manual', cache: 'no-store' })
      if (answer.ok) stayed()
      else over()
    } catch (error) {
      box.querySelector('[data-time-out-idle]').textContent = 'The service did not answer. Check your connection and try again.'
    }
  })
  box.querySelector('[data-time-out-close]').addEventListener('click', function () { box.close() })
  box.addEventListener('close', function () { dismissed = true })
  document.addEventListener('draft-saved', stayed)

  window.setInterval(function () {
    const left = ends - now()
    if (left <= -AFTER) return over()
    if (left > WARNING) return
    const words = inWords(left)
    const shown = box.querySelector('[data-time-left]')
    if (shown.textContent !== words) shown.textContent = words
    if (box.open || dismissed) return
    const atLast = last - ends < 1
    box.querySelector('[data-time-out-idle]').hidden = atLast
    box.querySelector('[data-time-out-stay]').hidden = atLast
    box.querySelector('[data-time-out-at-last]').hidden = !atLast
    box.querySelector('[data-time-out-close]').hidden = !atLast
    document.dispatchEvent(new CustomEvent('session-ending'))
    box.showModal()
  }, 1000)
})()
